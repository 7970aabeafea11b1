CREATE TABLE "call_events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"room_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"uid" text,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_people" (
	"room_id" text NOT NULL,
	"uid" text NOT NULL,
	"display_name" text,
	"platform" text,
	"client_version" text,
	"reconnects" integer NOT NULL,
	"worst" smallint,
	CONSTRAINT "call_people_room_id_uid_pk" PRIMARY KEY("room_id","uid")
);
--> statement-breakpoint
CREATE TABLE "call_samples" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"room_id" text NOT NULL,
	"uid" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"grade" smallint NOT NULL,
	"measured" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"room_id" text PRIMARY KEY NOT NULL,
	"biz_name" text NOT NULL,
	"app_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"creator_uid" text,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	"peak_people" integer NOT NULL,
	"feeds" integer NOT NULL,
	"reconnects" integer NOT NULL,
	"worst" smallint,
	"events" integer NOT NULL,
	"events_dropped" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "call_events" ADD CONSTRAINT "call_events_room_id_calls_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."calls"("room_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_people" ADD CONSTRAINT "call_people_room_id_calls_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."calls"("room_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_samples" ADD CONSTRAINT "call_samples_room_id_calls_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."calls"("room_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_events_room" ON "call_events" USING btree ("room_id","seq");--> statement-breakpoint
CREATE INDEX "call_people_uid" ON "call_people" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "call_samples_person" ON "call_samples" USING btree ("room_id","uid","at");--> statement-breakpoint
CREATE INDEX "calls_started" ON "calls" USING btree ("started_at","room_id");--> statement-breakpoint
CREATE INDEX "calls_by_app" ON "calls" USING btree ("biz_name","started_at");--> statement-breakpoint
CREATE INDEX "calls_seen" ON "calls" USING btree ("seen_at");