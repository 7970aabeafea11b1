CREATE TABLE "recordings" (
	"record_id" text PRIMARY KEY NOT NULL,
	"room_id" text NOT NULL,
	"biz_name" text NOT NULL,
	"app_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"started_by" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"files" jsonb NOT NULL,
	"failure" text
);
--> statement-breakpoint
CREATE INDEX "recordings_by_app" ON "recordings" USING btree ("biz_name","started_at");--> statement-breakpoint
CREATE INDEX "recordings_by_state" ON "recordings" USING btree ("state");