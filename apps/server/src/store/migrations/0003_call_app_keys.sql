INSERT INTO "call_app_keys" ("key_id", "biz_name", "public_key", "private_key_sealed", "created_at")
	SELECT 'key_' || substr(md5("public_key"), 1, 16), "biz_name", "public_key", "private_key_sealed", "created_at" FROM "call_apps";--> statement-breakpoint
ALTER TABLE "call_apps" DROP COLUMN "public_key";--> statement-breakpoint
ALTER TABLE "call_apps" DROP COLUMN "private_key_sealed";