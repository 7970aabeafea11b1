CREATE TABLE "usage_days" (
	"day" date NOT NULL,
	"biz_name" text NOT NULL,
	"audio_ms" bigint NOT NULL,
	"video_360_ms" bigint NOT NULL,
	"video_540_ms" bigint NOT NULL,
	"video_720_ms" bigint NOT NULL,
	"video_1080_ms" bigint NOT NULL,
	"online_ms" bigint NOT NULL,
	"publish_ms" bigint NOT NULL,
	"subscribe_ms" bigint NOT NULL,
	"rooms" integer NOT NULL,
	"peak_rooms" integer NOT NULL,
	"peak_online" integer NOT NULL,
	"peak_in_call" integer NOT NULL,
	CONSTRAINT "usage_days_day_biz_name_pk" PRIMARY KEY("day","biz_name")
);
--> statement-breakpoint
CREATE TABLE "usage_people" (
	"day" date NOT NULL,
	"biz_name" text NOT NULL,
	"uid" text NOT NULL,
	"was_in_call" boolean NOT NULL,
	CONSTRAINT "usage_people_day_biz_name_uid_pk" PRIMARY KEY("day","biz_name","uid")
);
