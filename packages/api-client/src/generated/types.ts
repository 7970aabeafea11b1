/** Written by `npm run api:types` from the OpenAPI document: change routes, not this. */
export interface paths {
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List accounts */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Make an account
         * @description Its owner chooses a password of their own at the first login.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /** Delete an account */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /**
         * Rename, enable, disable or give another role
         * @description Whoever is disabled or gets another role is logged out.
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/accounts/{accountId}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set somebody's password
         * @description They are logged out, and choose a password of their own at the next login.
         */
        put: operations["resetPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description With permissions that whoever makes it has. The secret is in this answer alone.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One API key */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /** Delete an API key */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        /** Rename, enable or disable an API key */
        patch: operations["changeApiKey"];
        trace?: never;
    };
    "/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List call apps */
        get: operations["listApps"];
        put?: never;
        /**
         * Make a call app
         * @description Its bizName and key pair are generated. The private key is had from /apps/{bizName}/private-key.
         */
        post: operations["createApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call app */
        get: operations["getApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename, enable or disable a call app
         * @description While it is disabled nobody connects, creates or joins; calls that run go on.
         */
        patch: operations["changeApp"];
        trace?: never;
    };
    "/apps/{bizName}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new key pair
         * @description Signatures with the one of before are accepted for as long as `overlapHours` says.
         */
        post: operations["rotateAppKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key of before at once */
        delete: operations["revokeAppKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}/private-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the private key to sign with
         * @description Base64 of PKCS#8 DER, as the guide shows it (section 4). Each time is in the audit log.
         */
        post: operations["revealPrivateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Function settings of a call app */
        get: operations["getAppSettings"];
        /**
         * Set the function settings of a call app
         * @description All of them: what is left out gets its default. They act on running servers within a second.
         */
        put: operations["setAppSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a temporary signature for a user
         * @description For trying things out, and for servers that do not sign by themselves. Say how long with `validity` or `expiresInSeconds`; 24 h without.
         */
        post: operations["createSignature"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}/signatures/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether a signature lets a user in, and if not, why */
        post: operations["verifySignature"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{bizName}/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sign webhooks with a new secret from now on */
        put: operations["rotateWebhookSecret"];
        /**
         * What the webhooks of an app are signed with
         * @description Made at the first time. Receivers verify the headers webhook-id, webhook-timestamp and webhook-signature.
         */
        post: operations["revealWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the latest first */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls that run and calls of before, the latest first */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{roomId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call: who was in, what they sent and got, what broke and why */
        get: operations["getCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{roomId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in a call, in order */
        get: operations["listCallEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{roomId}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the media of one participant was, over time
         * @description As their client measured it, every 10 s; of calls of more than an hour every 30 s, of more than four every minute.
         */
        get: operations["getCallQuality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recordings, the latest first */
        get: operations["listRecordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recording */
        get: operations["getRecording"];
        put?: never;
        post?: never;
        /** Delete a recording with its files; one that runs is stopped */
        delete: operations["deleteRecording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings/{recordId}/files/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Play or download a file of a recording, or a range of it */
        get: operations["getRecordingFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings/{recordId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a recording */
        post: operations["pauseRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings/{recordId}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the files again, with another layout for example
         * @description As long as what was captured is kept (recorder.captureRetentionHours). The files of before go.
         */
        post: operations["renderRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings/{recordId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a recording that was paused */
        post: operations["resumeRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings/{recordId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a recording; its files are made then */
        post: operations["stopRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles and what they may do */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rooms that are open, the latest first */
        get: operations["listRooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rooms/{roomId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One room: who is in it, what they publish, who watches what */
        get: operations["getRoom"];
        put?: never;
        post?: never;
        /**
         * End a room
         * @description Everybody in it hears `room.closed` with the reason `roomEnded`.
         */
        delete: operations["endRoom"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rooms/{roomId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a text or a command into a room
         * @description Participants get it as `text.received` or `command.received` from `@server`.
         */
        post: operations["sendRoomMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rooms/{roomId}/participants/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Send a participant out of a room
         * @description They hear `room.closed`, the others `room.participantLeft`, with the reason `kicked`.
         */
        delete: operations["kickParticipant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rooms/{roomId}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a room, until it is stopped or the room ends
         * @description Everybody in the room is told. What is left out of the parameters gets its default.
         */
        post: operations["startRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in */
        get: operations["getSession"];
        put?: never;
        /** Log in to the console */
        post: operations["login"];
        /** Log out */
        delete: operations["logout"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the account is logged in */
        get: operations["listOwnSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/all/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out elsewhere */
        delete: operations["endOwnSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the own password
         * @description All other sessions of the account end.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was used, by day and altogether */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usage.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same by day as CSV, for spreadsheets */
        get: operations["getUsageCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What business servers were told, the latest first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it again, for another 24 h at most */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            accountId: string;
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            enabled: boolean;
            lastLoginAt: string | null;
            mustChangePassword: boolean;
            /** @description To log in with. */
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "operator" | "viewer";
        };
        ApiKey: {
            /** @description The one call app that it is for. null: all. */
            bizName: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            enabled: boolean;
            expiresAt: string | null;
            keyId: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            name: string;
            permissions: ("apps.read" | "apps.write" | "apps.keys.reveal" | "apps.keys.write" | "signatures.create" | "signatures.verify" | "rooms.read" | "rooms.control" | "recordings.read" | "recordings.control" | "recordings.delete" | "calls.read" | "usage.read" | "webhooks.read" | "webhooks.replay" | "accounts.read" | "accounts.write" | "owners.write" | "apiKeys.read" | "apiKeys.write" | "audit.read")[];
        };
        App: {
            appId: string;
            bizName: string;
            /** Format: date-time */
            createdAt: string;
            /** @description No calls can be made while it is not. */
            enabled: boolean;
            keys: components["schemas"]["AppKey"][];
            name: string;
            settings: components["schemas"]["AppSettings"];
            workspaceId: string;
        };
        AppKey: {
            /** Format: date-time */
            createdAt: string;
            /** @description The one to sign with. */
            current: boolean;
            keyId: string;
            /** @description Base64 of SPKI DER. */
            publicKey: string;
            /** @description Signatures with it are accepted until then. null: no end is set. */
            validUntil: string | null;
        };
        AppSettings: {
            codecs: {
                /**
                 * @description Video codecs of new rooms.
                 * @default [
                 *       "VP8",
                 *       "VP9",
                 *       "H264",
                 *       "AV1"
                 *     ]
                 */
                video: ("VP8" | "VP9" | "H264" | "AV1")[];
            };
            limits: {
                /**
                 * @description Participants of one room. null: what the server allows.
                 * @default null
                 */
                maxParticipantsPerRoom: number | null;
                /**
                 * @description After so many minutes a room ends. null: never.
                 * @default null
                 */
                maxRoomMinutes: number | null;
                /**
                 * @description Open rooms of the app. null: what the server allows.
                 * @default null
                 */
                maxRooms: number | null;
                /**
                 * @description What one participant may send in all, in bit/s. null: no limit.
                 * @default null
                 */
                maxSendBitrateBps: number | null;
            };
            /**
             * @description Media passes through these instead of coming straight. Leave it empty unless a network needs it.
             * @default []
             */
            mediaProxies: {
                address: (string) | string;
                /**
                 * @description Addresses that the proxy sends to this server from.
                 * @default []
                 */
                outgoingIps: (string)[];
            }[];
            recording: {
                /**
                 * @description Record every call of the app from its begin to its end.
                 * @default false
                 */
                automatic: boolean;
                /**
                 * @description Told when a recording starts, pauses, ends or fails. null: nobody.
                 * @default null
                 */
                callbackUrl: string | null;
            };
            rooms: {
                /**
                 * @description Told when a room is created, joined, left or destroyed. null: nobody.
                 * @default null
                 */
                callbackUrl: string | null;
            };
        };
        AppSettingsInput: {
            /** @default {} */
            codecs: {
                /**
                 * @description Video codecs of new rooms.
                 * @default [
                 *       "VP8",
                 *       "VP9",
                 *       "H264",
                 *       "AV1"
                 *     ]
                 */
                video: ("VP8" | "VP9" | "H264" | "AV1")[];
            };
            /** @default {} */
            limits: {
                /**
                 * @description Participants of one room. null: what the server allows.
                 * @default null
                 */
                maxParticipantsPerRoom: number | null;
                /**
                 * @description After so many minutes a room ends. null: never.
                 * @default null
                 */
                maxRoomMinutes: number | null;
                /**
                 * @description Open rooms of the app. null: what the server allows.
                 * @default null
                 */
                maxRooms: number | null;
                /**
                 * @description What one participant may send in all, in bit/s. null: no limit.
                 * @default null
                 */
                maxSendBitrateBps: number | null;
            };
            /**
             * @description Media passes through these instead of coming straight. Leave it empty unless a network needs it.
             * @default []
             */
            mediaProxies: {
                address: (string) | string;
                /**
                 * @description Addresses that the proxy sends to this server from.
                 * @default []
                 */
                outgoingIps: (string)[];
            }[];
            /** @default {} */
            recording: {
                /**
                 * @description Record every call of the app from its begin to its end.
                 * @default false
                 */
                automatic: boolean;
                /**
                 * @description Told when a recording starts, pauses, ends or fails. null: nobody.
                 * @default null
                 */
                callbackUrl: string | null;
            };
            /** @default {} */
            rooms: {
                /**
                 * @description Told when a room is created, joined, left or destroyed. null: nobody.
                 * @default null
                 */
                callbackUrl: string | null;
            };
        };
        AuditEntry: {
            action: string;
            actorId: string;
            /** @enum {string} */
            actorKind: "account" | "apiKey" | "server";
            actorName: string;
            address: string;
            after: unknown;
            /** Format: date-time */
            at: string;
            /** @description Without secrets. null: there was nothing. */
            before: unknown;
            bizName: string | null;
            entryId: number;
            /** @description false: under way, or the server failed or ended before it knew what came of it. The target is then the path of the request. */
            isFinished: boolean;
            requestId: string;
            target: string;
        };
        Call: {
            bizName: string;
            creatorUid: string | null;
            /** @description null: it runs. */
            endedAt: string | null;
            feeds: number;
            /** @description At the same time. */
            peakPeople: number;
            /** @description Everybody who was in. */
            people: number;
            /** @description How often somebody lost the connection or media. */
            reconnectCount: number;
            roomId: string;
            /** Format: date-time */
            startedAt: string;
            /** @description null: nobody has reported any. */
            worstQuality: ("good" | "fair" | "poor") | null;
        };
        CallEvent: {
            /** Format: date-time */
            at: string;
            data: unknown;
            /** @description `room.joined`, `session.suspended`, `transport.closed`, … */
            kind: string;
            seq: number;
            /** @description null: the room itself. */
            uid: string | null;
        };
        CallParticipant: {
            displayName: string | null;
            feeds: {
                end: string | null;
                endedAt: string | null;
                feedId: string;
                kinds: ("audio" | "video")[];
                /** @description null: no picture. 0 by 0: not known. */
                size: {
                    heightPx: number;
                    widthPx: number;
                } | null;
                source: string;
                /** Format: date-time */
                startedAt: string;
                tag: string;
            }[];
            reconnectCount: number;
            sessions: {
                /** @description As it said itself. */
                client: {
                    platform: string;
                    version: string;
                } | null;
                /** @description left, lost, kicked, takenOver, roomEnded, shutdown or serverRestarted. */
                end: string | null;
                endedAt: string | null;
                sessionId: string;
                /** Format: date-time */
                startedAt: string;
            }[];
            subscriptions: {
                endedAt: string | null;
                feedId: string;
                kinds: ("audio" | "video")[];
                publisherUid: string;
                /** @description null: no picture. 0 by 0: not known. */
                size: {
                    heightPx: number;
                    widthPx: number;
                } | null;
                /** Format: date-time */
                startedAt: string;
                subscriptionId: string;
                worstLossShare: number;
            }[];
            uid: string;
            /** @description null: nobody has reported any. */
            worstQuality: ("good" | "fair" | "poor") | null;
        };
        CallQuality: {
            points: {
                /**
                 * Format: date-time
                 * @description When it began to be measured.
                 */
                at: string;
                down: {
                    bitrateBps: number;
                    jitterMs?: number;
                    /** @description Before repair. */
                    lossShare: number;
                    rttMs?: number;
                } | null;
                feeds: {
                    bitrateBps: number;
                    feedId: string;
                    framesPerSecond?: number;
                    heightPx?: number;
                    widthPx?: number;
                }[];
                periodMs: number;
                /** @enum {string} */
                quality: "good" | "fair" | "poor";
                subscriptions: {
                    bitrateBps: number;
                    /** @description Of the sound, made up because it had not arrived. */
                    concealedShare?: number;
                    feedId: string;
                    framesPerSecond?: number;
                    /** @description Of the time, the picture stood still. */
                    frozenShare?: number;
                    heightPx?: number;
                    jitterMs?: number;
                    lossShare: number;
                    subscriptionId: string;
                    widthPx?: number;
                }[];
                up: {
                    bitrateBps: number;
                    jitterMs?: number;
                    /** @description Before repair. */
                    lossShare: number;
                    rttMs?: number;
                } | null;
            }[];
            uid: string;
        };
        CallReconnect: {
            /**
             * Format: date-time
             * @description When it was lost.
             */
            at: string;
            awayMs: number | null;
            /** @description null: never, or not told of this reason. */
            backAt: string | null;
            /** @enum {string} */
            reason: "socketLost" | "networkChanged" | "pageAway" | "iceRestarted" | "transportFailed" | "transportRebuilt" | "workerDied" | "serverRestarted";
            uid: string;
        };
        CallReport: {
            bizName: string;
            creatorUid: string | null;
            /** @description null: it runs. */
            endedAt: string | null;
            /** @description The first 500; others are at /calls/{roomId}/events. */
            events: components["schemas"]["CallEvent"][];
            /** @description Ask /calls/{roomId}/events for those behind. null: that is all. */
            eventsCursor: string | null;
            /** @description That were too many to be kept. */
            eventsDropped: number;
            feeds: number;
            participants: components["schemas"]["CallParticipant"][];
            /** @description At the same time. */
            peakPeople: number;
            /** @description Everybody who was in. */
            people: number;
            /** @description How often somebody lost the connection or media. */
            reconnectCount: number;
            reconnects: components["schemas"]["CallReconnect"][];
            roomId: string;
            /** Format: date-time */
            startedAt: string;
            /** @description null: nobody has reported any. */
            worstQuality: ("good" | "fair" | "poor") | null;
        };
        NewApiKey: {
            /** @description The one call app that it is for. null: all. */
            bizName: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            enabled: boolean;
            expiresAt: string | null;
            keyId: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            name: string;
            permissions: ("apps.read" | "apps.write" | "apps.keys.reveal" | "apps.keys.write" | "signatures.create" | "signatures.verify" | "rooms.read" | "rooms.control" | "recordings.read" | "recordings.control" | "recordings.delete" | "calls.read" | "usage.read" | "webhooks.read" | "webhooks.replay" | "accounts.read" | "accounts.write" | "owners.write" | "apiKeys.read" | "apiKeys.write" | "audit.read")[];
            /** @description Shown this once. */
            secret: string;
        };
        OwnSession: {
            address: string;
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            sessionId: string;
            userAgent: string;
        };
        PrivateKey: {
            keyId: string;
            privateKey: string;
        };
        /** @description Problem details (RFC 9457). */
        Problem: {
            /** @description Canonical error, for programs. */
            code?: string;
            /** @description More, depending on the code. */
            data?: {
                [key: string]: unknown;
            };
            /** @description What went wrong and what to do, for people. */
            detail: string;
            /** @description The parameter at fault, as a path. */
            field?: string;
            /** @description By which the server log knows the request. */
            requestId?: string;
            status: number;
            title: string;
        };
        Recording: {
            bizName: string;
            /** @description When it stopped recording. */
            endedAt: string | null;
            /** @description Why it failed. */
            failure: string | null;
            files: {
                durationMs: number;
                /** @enum {string} */
                format: "mp4" | "flv" | "m4a";
                /** @description In the address of the file. */
                index: number;
                kinds: ("audio" | "video")[];
                /** @description That it is downloaded under. */
                name: string;
                sizeBytes: number;
                /**
                 * Format: date-time
                 * @description When what is on its beginning happened.
                 */
                startedAt: string;
                /** @description To play it; with `?download=true` to keep it. */
                url: string;
            }[];
            parameters: {
                /**
                 * @default [
                 *       "audio",
                 *       "video"
                 *     ]
                 */
                kinds: ("audio" | "video")[];
                /** @default 0 */
                minFeeds: number;
                name?: string;
                rendering: {
                    /** @default 23 */
                    crf: number;
                    /**
                     * @default mp4
                     * @enum {string}
                     */
                    format: "mp4" | "flv";
                    /** @default 25 */
                    framesPerSecond: number;
                    /** @default 360 */
                    height: number;
                    /**
                     * @default {
                     *       "kind": "tile"
                     *     }
                     */
                    layout: {
                        /** @constant */
                        kind: "tile";
                        tags?: string[];
                    } | {
                        /** @constant */
                        kind: "spotlight";
                        tags?: string[];
                    } | {
                        /** @constant */
                        kind: "positions";
                        positions: {
                            height: number;
                            tag: string;
                            width: number;
                            x: number;
                            y: number;
                        }[];
                    };
                    maxFileMs?: number;
                    /** @enum {string} */
                    separate?: "audio" | "video";
                    videoBitrateBps?: number;
                    /** @default [] */
                    watermarks: ({
                        fontSize?: number;
                        id?: string;
                        /** @constant */
                        kind: "time";
                        tag?: string;
                        x: number;
                        y: number;
                    } | {
                        fontSize?: number;
                        id?: string;
                        /** @constant */
                        kind: "text";
                        tag?: string;
                        text: string;
                        x: number;
                        y: number;
                    } | {
                        id?: string;
                        /** @constant */
                        kind: "image";
                        tag?: string;
                        /** Format: uri */
                        url: string;
                        x: number;
                        y: number;
                    })[];
                    /** @default 640 */
                    width: number;
                };
                /** @default 10000 */
                startTimeoutMs: number;
                tagPrefix?: string;
                /**
                 * @default starterLeaves
                 * @enum {string}
                 */
                until: "starterLeaves" | "roomEnds";
            };
            /** @description From 0 to 1 while its files are being made. */
            progress: number | null;
            recordId: string;
            roomId: string;
            /** Format: date-time */
            startedAt: string;
            /** @description A participant's uid; @server: by this API; @automatic: by the app's settings. */
            startedBy: string;
            /**
             * @description rendering: it is over, and its files are being made.
             * @enum {string}
             */
            state: "recording" | "paused" | "rendering" | "ready" | "failed";
        };
        Room: {
            bizName: string;
            /** Format: date-time */
            createdAt: string;
            creatorUid: string;
            /** @description Published streams. */
            feedCount: number;
            participantCount: number;
            /** @description Recordings that run. Empty: it is not being recorded. */
            recordIds: string[];
            roomId: string;
        };
        RoomDetails: {
            bizName: string;
            /** Format: date-time */
            createdAt: string;
            creatorUid: string;
            /** @description Published streams. */
            feedCount: number;
            feeds: {
                feedId: string;
                /** @enum {string} */
                source: "camera" | "screen" | "file" | "region" | "custom";
                tag: string;
                tracks: {
                    /** @enum {string} */
                    kind: "audio" | "video";
                    mimeType: string;
                    muted: boolean;
                }[];
                /** @description Of the publisher. */
                uid: string;
            }[];
            participantCount: number;
            participants: {
                /** @description false: its connection is lost, and it may come back. */
                connected: boolean;
                displayName: string | null;
                /** Format: date-time */
                joinedAt: string;
                /**
                 * @description How the other's media reaches it.
                 * @enum {string}
                 */
                route: "server" | "direct" | "relay";
                uid: string;
            }[];
            /** @description Recordings that run. Empty: it is not being recorded. */
            recordIds: string[];
            roomId: string;
            subscriptions: {
                feedId: string;
                /** @description The picture is held back: the downlink has no room for it. */
                held: boolean;
                kinds: ("audio" | "video")[];
                /** @description Of packets, from 0 to 1, before repair, as the receiver said last. */
                lossShare: number;
                /** @description Of the picture that it gets. null: it has not said. */
                size: {
                    heightPx: number;
                    widthPx: number;
                } | null;
                /** @description Media flows. */
                started: boolean;
                subscriptionId: string;
                /** @description Of the subscriber. */
                uid: string;
            }[];
        };
        RoomMessageInput: {
            /**
             * @description For people.
             * @constant
             */
            kind: "text";
            text: string;
            /** @description Participants; everybody without it. */
            to?: string[];
        } | {
            /**
             * @description For programs.
             * @constant
             */
            kind: "command";
            name: string;
            /** @description At most 16384 characters as text. */
            payload: unknown;
            /** @description Participants; everybody without it. */
            to?: string[];
        };
        SentMessage: {
            messageId: string;
            /** @description Who get it. */
            recipients: string[];
        };
        Session: {
            account: {
                accountId: string;
                displayName: string;
                lastLoginAt: string | null;
                /** @description Nothing else is allowed until it has been changed. */
                mustChangePassword: boolean;
                name: string;
                /** @enum {string} */
                role: "owner" | "admin" | "operator" | "viewer";
            };
            /** @description To be sent as X-CSRF-Token with everything but GET. */
            csrfToken: string;
            /**
             * Format: date-time
             * @description Not later, however busy it is.
             */
            expiresAt: string;
            permissions: ("apps.read" | "apps.write" | "apps.keys.reveal" | "apps.keys.write" | "signatures.create" | "signatures.verify" | "rooms.read" | "rooms.control" | "recordings.read" | "recordings.control" | "recordings.delete" | "calls.read" | "usage.read" | "webhooks.read" | "webhooks.replay" | "accounts.read" | "accounts.write" | "owners.write" | "apiKeys.read" | "apiKeys.write" | "audit.read")[];
            sessionId: string;
        };
        Signature: {
            appId: string;
            bizName: string;
            /**
             * Format: date-time
             * @description The same as text.
             */
            expiresAt: string;
            /** @description Milliseconds since 1970. */
            expireTime: number;
            /** @description Of the key pair that it was made with. */
            keyId: string;
            /** @description Where clients connect, by the name that this request was sent to. */
            serverUrl: string;
            /** @description What a client connects with as `sign`. */
            signature: string;
            uid: string;
            workspaceId: string;
        };
        SignatureVerdict: {
            /** @description Why it does not let anybody in: a canonical error. null: it does. */
            code: string | null;
            expiresAt: string | null;
            /** @description Milliseconds since 1970. null: it is not readable. */
            expireTime: number | null;
            /** @description Of the key pair that it was made with. null: of none that holds. */
            keyId: string | null;
            /** @description The same for people. */
            reason: string | null;
            valid: boolean;
        };
        UsageReport: {
            /** @description null: all call apps together. */
            bizName: string | null;
            days: {
                /** @description How long people watched or listened to others, each by the best picture that they got at the time. */
                callSeconds: {
                    "360P": number;
                    "540P": number;
                    "720P": number;
                    "1080P": number;
                    audio: number;
                };
                /**
                 * Format: date
                 * @description 2026-11-24, in the time zone that the server counts days in.
                 */
                day: string;
                /** @description How long people were connected. */
                onlineSeconds: number;
                /** @description At the same time. */
                peaks: {
                    inCalls: number;
                    online: number;
                    rooms: number;
                };
                /** @description Each person once: who were connected, who were in a room. */
                people: {
                    inCalls: number;
                    online: number;
                };
                /** @description Of all feeds; one with sound and picture counts once. */
                publishSeconds: number;
                /** @description That were created. */
                rooms: number;
                /** @description Of all subscriptions; one with sound and picture counts once. */
                subscribeSeconds: number;
            }[];
            /**
             * Format: date
             * @description 2026-11-24, in the time zone that the server counts days in.
             */
            from: string;
            timeZone: string;
            /**
             * Format: date
             * @description 2026-11-24, in the time zone that the server counts days in.
             */
            to: string;
            totals: {
                /** @description How long people watched or listened to others, each by the best picture that they got at the time. */
                callSeconds: {
                    "360P": number;
                    "540P": number;
                    "720P": number;
                    "1080P": number;
                    audio: number;
                };
                /** @description How long people were connected. */
                onlineSeconds: number;
                /** @description At the same time. */
                peaks: {
                    inCalls: number;
                    online: number;
                    rooms: number;
                };
                /** @description Each person once: who were connected, who were in a room. */
                people: {
                    inCalls: number;
                    online: number;
                };
                /** @description Of all feeds; one with sound and picture counts once. */
                publishSeconds: number;
                /** @description That were created. */
                rooms: number;
                /** @description Of all subscriptions; one with sound and picture counts once. */
                subscribeSeconds: number;
            };
        };
        WebhookDelivery: {
            attemptCount: number;
            /** @description The latest 20. */
            attempts: {
                /** Format: date-time */
                at: string;
                durationMs: number;
                /** @description Why it was not taken; null: it was. */
                problem: string | null;
                /** @description HTTP status of the answer; null: none came. */
                status: number | null;
            }[];
            bizName: string;
            /** @description What is sent. */
            body: unknown;
            deliveredAt: string | null;
            /** @description The `bizRequestId` that the receiver gets. */
            deliveryId: string;
            eventCode: number;
            /** Format: date-time */
            happenedAt: string;
            /** @description null: it is not sent again. */
            nextAttemptAt: string | null;
            roomId: string;
            /**
             * @description dead: given up after 24 h, until it is replayed.
             * @enum {string}
             */
            state: "pending" | "delivered" | "dead";
            /** @enum {string} */
            topic: "rooms" | "recording";
        };
        WebhookSecret: {
            /** @description As Standard Webhooks has it: `whsec_` and base64. */
            secret: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccounts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List accounts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Account"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    name: string;
                    password: string;
                    /** @enum {string} */
                    role: "owner" | "admin" | "operator" | "viewer";
                };
            };
        };
        responses: {
            /** @description Make an account */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    displayName?: string;
                    enabled?: boolean;
                    /** @enum {string} */
                    role?: "owner" | "admin" | "operator" | "viewer";
                };
            };
        };
        responses: {
            /** @description Rename, enable, disable or give another role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List API keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The one call app that it is for. null: all.
                     * @default null
                     */
                    bizName?: string | null;
                    /** @default null */
                    expiresAt?: string | null;
                    name: string;
                    permissions: ("apps.read" | "apps.write" | "apps.keys.reveal" | "apps.keys.write" | "signatures.create" | "signatures.verify" | "rooms.read" | "rooms.control" | "recordings.read" | "recordings.control" | "recordings.delete" | "calls.read" | "usage.read" | "webhooks.read" | "webhooks.replay" | "accounts.read" | "accounts.write" | "owners.write" | "apiKeys.read" | "apiKeys.write" | "audit.read")[];
                };
            };
        };
        responses: {
            /** @description Make an API key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One API key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    enabled?: boolean;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Rename, enable or disable an API key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApps: {
        parameters: {
            query?: {
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Items of a page. */
                limit?: number;
                /** @description Part of the name or bizName. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List call apps */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["App"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Generated when left out. */
                    appId?: string;
                    name: string;
                    /** @default default */
                    workspaceId?: string;
                };
            };
        };
        responses: {
            /** @description Make a call app */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One call app */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    enabled?: boolean;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Rename, enable or disable a call app */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateAppKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default 24 */
                    overlapHours?: number;
                };
            };
        };
        responses: {
            /** @description Make a new key pair */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAppKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the call app. */
                bizName: string;
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealPrivateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the private key to sign with */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateKey"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAppSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Function settings of a call app */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppSettings"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setAppSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AppSettingsInput"];
            };
        };
        responses: {
            /** @description Set the function settings of a call app */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppSettings"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSignature: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expiresInSeconds?: number;
                    /** @description The user: letters, digits and underscore. */
                    uid: string;
                    /** @enum {string} */
                    validity?: "24h" | "3d" | "7d";
                };
            };
        };
        responses: {
            /** @description Make a temporary signature for a user */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Signature"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifySignature: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description That it is said to have; compared with the one inside. */
                    expireTime?: number;
                    signature: string;
                    /** @description The user: letters, digits and underscore. */
                    uid: string;
                };
            };
        };
        responses: {
            /** @description Say whether a signature lets a user in, and if not, why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignatureVerdict"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign webhooks with a new secret from now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Of the call app. */
                bizName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the webhooks of an app are signed with */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description `apps.create`, for example. */
                action?: string;
                actorId?: string;
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                from?: string;
                /** @description Items of a page. */
                limit?: number;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who changed what, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description That ran at some time from then on. */
                from?: string;
                /** @description Items of a page. */
                limit?: number;
                roomId?: string;
                state?: "running" | "ended";
                /** @description That began before. */
                to?: string;
                /** @description Of somebody who was in. */
                uid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Calls that run and calls of before, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Call"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One call: who was in, what they sent and got, what broke and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallReport"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCallEvents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Items of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened in a call, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CallEvent"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCallQuality: {
        parameters: {
            query: {
                /** @description At most so many: neighbours are put together. */
                points?: number;
                /** @description Of the participant. */
                uid: string;
            };
            header?: never;
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the media of one participant was, over time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallQuality"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordings: {
        parameters: {
            query?: {
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Started then or later. */
                from?: string;
                /** @description Items of a page. */
                limit?: number;
                recordId?: string;
                roomId?: string;
                /** @description rendering: it is over, and its files are being made. */
                state?: "recording" | "paused" | "rendering" | "ready" | "failed";
                /** @description Started before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Recordings, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Recording"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One recording */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingFile: {
        parameters: {
            query?: {
                /** @description true: browsers keep it instead of playing it. */
                download?: "true" | "false";
            };
            header?: {
                /** @description A part alone: `bytes=0-1023`. */
                Range?: string;
            };
            path: {
                index: number;
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Play or download a file of a recording, or a range of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": unknown;
                    "video/mp4": unknown;
                    "video/x-flv": unknown;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": unknown;
                    "video/mp4": unknown;
                    "video/x-flv": unknown;
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pause a recording */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renderRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default 23 */
                    crf?: number;
                    /**
                     * @default mp4
                     * @enum {string}
                     */
                    format?: "mp4" | "flv";
                    /** @default 25 */
                    framesPerSecond?: number;
                    /** @default 360 */
                    height?: number;
                    /**
                     * @default {
                     *       "kind": "tile"
                     *     }
                     */
                    layout?: {
                        /** @constant */
                        kind: "tile";
                        tags?: string[];
                    } | {
                        /** @constant */
                        kind: "spotlight";
                        tags?: string[];
                    } | {
                        /** @constant */
                        kind: "positions";
                        positions: {
                            height: number;
                            tag: string;
                            width: number;
                            x: number;
                            y: number;
                        }[];
                    };
                    maxFileMs?: number;
                    /** @enum {string} */
                    separate?: "audio" | "video";
                    videoBitrateBps?: number;
                    /** @default [] */
                    watermarks?: ({
                        fontSize?: number;
                        id?: string;
                        /** @constant */
                        kind: "time";
                        tag?: string;
                        x: number;
                        y: number;
                    } | {
                        fontSize?: number;
                        id?: string;
                        /** @constant */
                        kind: "text";
                        tag?: string;
                        text: string;
                        x: number;
                        y: number;
                    } | {
                        id?: string;
                        /** @constant */
                        kind: "image";
                        tag?: string;
                        /** Format: uri */
                        url: string;
                        x: number;
                        y: number;
                    })[];
                    /** @default 640 */
                    width?: number;
                };
            };
        };
        responses: {
            /** @description Make the files again, with another layout for example */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on with a recording that was paused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stop a recording; its files are made then */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Roles and what they may do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        permissions: {
                            /** @enum {string} */
                            permission: "apps.read" | "apps.write" | "apps.keys.reveal" | "apps.keys.write" | "signatures.create" | "signatures.verify" | "rooms.read" | "rooms.control" | "recordings.read" | "recordings.control" | "recordings.delete" | "calls.read" | "usage.read" | "webhooks.read" | "webhooks.replay" | "accounts.read" | "accounts.write" | "owners.write" | "apiKeys.read" | "apiKeys.write" | "audit.read";
                            text: string;
                        }[];
                        roles: {
                            permissions: ("apps.read" | "apps.write" | "apps.keys.reveal" | "apps.keys.write" | "signatures.create" | "signatures.verify" | "rooms.read" | "rooms.control" | "recordings.read" | "recordings.control" | "recordings.delete" | "calls.read" | "usage.read" | "webhooks.read" | "webhooks.replay" | "accounts.read" | "accounts.write" | "owners.write" | "apiKeys.read" | "apiKeys.write" | "audit.read")[];
                            /** @enum {string} */
                            role: "owner" | "admin" | "operator" | "viewer";
                            text: string;
                        }[];
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRooms: {
        parameters: {
            query?: {
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rooms that are open, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Room"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One room: who is in it, what they publish, who watches what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomDetails"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendRoomMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomMessageInput"];
            };
        };
        responses: {
            /** @description Send a text or a command into a room */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    kickParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roomId: string;
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @default [
                     *       "audio",
                     *       "video"
                     *     ]
                     */
                    kinds?: ("audio" | "video")[];
                    /** @default 0 */
                    minFeeds?: number;
                    name?: string;
                    /** @default {} */
                    rendering?: {
                        /** @default 23 */
                        crf?: number;
                        /**
                         * @default mp4
                         * @enum {string}
                         */
                        format?: "mp4" | "flv";
                        /** @default 25 */
                        framesPerSecond?: number;
                        /** @default 360 */
                        height?: number;
                        /**
                         * @default {
                         *       "kind": "tile"
                         *     }
                         */
                        layout?: {
                            /** @constant */
                            kind: "tile";
                            tags?: string[];
                        } | {
                            /** @constant */
                            kind: "spotlight";
                            tags?: string[];
                        } | {
                            /** @constant */
                            kind: "positions";
                            positions: {
                                height: number;
                                tag: string;
                                width: number;
                                x: number;
                                y: number;
                            }[];
                        };
                        maxFileMs?: number;
                        /** @enum {string} */
                        separate?: "audio" | "video";
                        videoBitrateBps?: number;
                        /** @default [] */
                        watermarks?: ({
                            fontSize?: number;
                            id?: string;
                            /** @constant */
                            kind: "time";
                            tag?: string;
                            x: number;
                            y: number;
                        } | {
                            fontSize?: number;
                            id?: string;
                            /** @constant */
                            kind: "text";
                            tag?: string;
                            text: string;
                            x: number;
                            y: number;
                        } | {
                            id?: string;
                            /** @constant */
                            kind: "image";
                            tag?: string;
                            /** Format: uri */
                            url: string;
                            x: number;
                            y: number;
                        })[];
                        /** @default 640 */
                        width?: number;
                    };
                    /** @default 10000 */
                    startTimeoutMs?: number;
                    tagPrefix?: string;
                };
            };
        };
        responses: {
            /** @description Record a room, until it is stopped or the room ends */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is logged in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Log in to the console */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the account is logged in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OwnSession"][];
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Of one call app; all together without it. */
                bizName?: string;
                /** @description First day; without it that of `to`. At most a year back. */
                from?: string;
                /** @description Last day, today without it. At most 30 days at once. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was used, by day and altogether */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsageCsv: {
        parameters: {
            query?: {
                /** @description Of one call app; all together without it. */
                bizName?: string;
                /** @description First day; without it that of `to`. At most a year back. */
                from?: string;
                /** @description Last day, today without it. At most 30 days at once. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same by day as CSV, for spreadsheets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Of the call app. */
                bizName?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Items of a page. */
                limit?: number;
                roomId?: string;
                /** @description dead: given up after 24 h, until it is replayed. */
                state?: "pending" | "delivered" | "dead";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What business servers were told, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookDelivery"][];
                        /** @description Ask for the next page with it. null: this was the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send it again, for another 24 h at most */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
