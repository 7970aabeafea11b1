CREATE TABLE "files" (
	"file_id" text PRIMARY KEY NOT NULL,
	"record" jsonb NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL
);
