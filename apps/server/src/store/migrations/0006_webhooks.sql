CREATE TABLE "webhook_deliveries" (
	"delivery_id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"biz_name" text NOT NULL,
	"topic" text NOT NULL,
	"room_id" text NOT NULL,
	"event_code" integer NOT NULL,
	"body" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"retry_until" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_rooms" (
	"room_id" text PRIMARY KEY NOT NULL,
	"app" jsonb NOT NULL,
	"creator_uid" text NOT NULL,
	"uids" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_secrets" (
	"biz_name" text PRIMARY KEY NOT NULL,
	"secret_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_secrets" ADD CONSTRAINT "webhook_secrets_biz_name_call_apps_biz_name_fk" FOREIGN KEY ("biz_name") REFERENCES "public"."call_apps"("biz_name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_room" ON "webhook_deliveries" USING btree ("room_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_app" ON "webhook_deliveries" USING btree ("biz_name","seq");