// Made from the API's document by: npm run generate. Changes belong into api/src/main/openapi.

export interface paths {
    "/api/v2/alert-routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists receivers
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listAlertRoutes"];
        put?: never;
        /**
         * Sets up a receiver of a community's alerts
         * @description The secret is shown this once.
         *
         *     For: superadmin, distributor, community_admin.
         */
        post: operations["addAlertRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-routes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a receiver
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["getAlertRoute"];
        /**
         * Changes a receiver; its secret stays
         * @description For: superadmin, distributor, community_admin.
         */
        put: operations["changeAlertRoute"];
        post?: never;
        /**
         * Removes a receiver and what waits for it
         * @description For: superadmin, distributor, community_admin.
         */
        delete: operations["removeAlertRoute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-routes/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test like any other delivery
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["testAlertRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists deliveries, newest first
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a delivery that failed again
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists silences, oldest first
         * @description For: superadmin, distributor, community_admin, installer, viewer.
         */
        get: operations["listSilences"];
        put?: never;
        /**
         * Withholds what would be told of certain alerts, for a time
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["addSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a silence
         * @description For: superadmin, distributor, community_admin, installer, viewer.
         */
        get: operations["getSilence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/silences/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a silence now
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["endSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists alerts, newest first
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts alerts, how soon they are seen to and over, and the noisiest rules
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getAlertStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an alert
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that an alert is being seen to
         * @description For: superadmin, distributor, community_admin, installer, customer.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an alert by hand
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["resolveAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was said about an alert
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Says something about an alert
         * @description For: superadmin, distributor, community_admin, installer, customer.
         */
        post: operations["addComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the audits of all services as one, newest first
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the whole audit as a file
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit/registry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists node-service's own part of the audit
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listRegistryAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit/alerting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists alert-service's own part of the audit
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listAlertingAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists telemetry-service's own part of the audit
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listTelemetryAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/channel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the mapping of a node
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getChannelMapping"];
        /**
         * Maps a node to a ThingSpeak channel, or changes the mapping
         * @description A mapping that exists needs its version in `If-Match`.
         *
         *     For: superadmin, distributor, community_admin, installer.
         */
        put: operations["mapChannel"];
        post?: never;
        /**
         * Ends the polling of a node
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["unmapChannel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/channel/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the newest rows of a node's channel as they would be read
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["previewChannel"];
        put?: never;
        /**
         * Shows what another mapping would read
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["previewMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the channels that are polled
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["listPolledChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how far the channel of a node was read, and what was not accepted of it
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["getPolledChannel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how the polling of a node's channel goes
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["getChannelHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how far the past has been read
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["getHistory"];
        /**
         * Reads the past of a channel once more
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["startHistory"];
        post?: never;
        /**
         * Ends reading the past and keeps what was read
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["endHistory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/device-channel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a node's own channel, without keys
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["getDeviceChannel"];
        /**
         * Changes name and meaning of the fields, for entries from now on
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["changeDeviceChannel"];
        /**
         * Gives a node a channel of our own, for a device made for ThingSpeak
         * @description The keys are shown this once.
         *
         *     For: superadmin, distributor, community_admin, installer.
         */
        post: operations["addDeviceChannel"];
        /**
         * Removes a node's own channel with its feed; readings stay
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["removeDeviceChannel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/device-channel/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues new keys; the old ones open nothing any more
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["rotateDeviceChannelKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the dead letters of all services as one, newest first
         * @description For: superadmin.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/registry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists node-service's dead letters
         * @description For: superadmin.
         */
        get: operations["listRegistryDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/registry/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows one of node-service's dead letters with its content
         * @description For: superadmin.
         */
        get: operations["getRegistryDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Throws one of node-service's dead letters away
         * @description For: superadmin; people, no programs.
         */
        delete: operations["discardRegistryDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/registry/{number}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has one of node-service's dead letters tried again soon
         * @description For: superadmin; people, no programs.
         */
        post: operations["replayRegistryDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/alerting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists alert-service's dead letters
         * @description For: superadmin.
         */
        get: operations["listAlertingDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/alerting/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows one of alert-service's dead letters with its content
         * @description For: superadmin.
         */
        get: operations["getAlertingDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Throws one of alert-service's dead letters away
         * @description For: superadmin; people, no programs.
         */
        delete: operations["discardAlertingDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/alerting/{number}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has one of alert-service's dead letters tried again soon
         * @description For: superadmin; people, no programs.
         */
        post: operations["replayAlertingDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists telemetry-service's dead letters
         * @description For: superadmin.
         */
        get: operations["listTelemetryDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/telemetry/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows one of telemetry-service's dead letters with its content
         * @description For: superadmin.
         */
        get: operations["getTelemetryDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Throws one of telemetry-service's dead letters away
         * @description For: superadmin; people, no programs.
         */
        delete: operations["discardTelemetryDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dead-letters/telemetry/{number}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has one of telemetry-service's dead letters tried again soon
         * @description For: superadmin; people, no programs.
         */
        post: operations["replayTelemetryDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what is kept of deleted nodes, oldest first
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what is kept of a deleted node
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/exports/{id}/registry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a deleted node and what belonged to it, as lines of JSON
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["getRegistryExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenant-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what is kept of removed distributors, communities and customers, oldest first
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["listTenantExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenant-exports/{id}/registry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a removed tenant and what belonged to it, as lines of JSON
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["getTenantExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/exports/{id}/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the readings of a deleted node, as packed lines of JSON
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["getTelemetryExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/exports/{id}/alerting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the rules and alerts of a deleted node, as packed lines of JSON
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["getAlertingExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs a person in by e-mail address and password
         * @description The answer sets the session's cookie.
         *
         *     For: anybody.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a new access token, and the cookie's next value
         * @description For: anybody.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session
         * @description For: anybody.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens a WebSocket for readings and alerts as they come
         * @description The token may come as the subprotocol `bearer.<token>` beside `evara.v1`. The messages are told in docs/api/live.md.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["openLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends readings, alerts and statuses as server-sent events, as they come
         * @description Goes on behind Last-Event-ID where it is given. The events are told in docs/api/live.md.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["readEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells whether the gateway's process works
         * @description For: anybody.
         */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells whether the gateway can be asked
         * @description For: anybody.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives this document as JSON
         * @description For: anybody.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives this document as YAML
         * @description For: anybody.
         */
        get: operations["getDocumentAsYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows this document in Swagger UI
         * @description For: anybody.
         */
        get: operations["getSwaggerUi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a file of Swagger UI's page
         * @description For: anybody.
         */
        get: operations["getSwaggerUiFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/redoc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows this document in ReDoc
         * @description For: anybody.
         */
        get: operations["getReDoc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/redoc/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a file of ReDoc's page
         * @description For: anybody.
         */
        get: operations["getReDocFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes readings of a device
         * @description One reading, up to 1,000 of them, or up to 50,000 as lines, each of which tells its time. Each is answered for itself.
         *
         *     For: devices.
         */
        post: operations["sendReadings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/telemetry/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was corrected, the newest first
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listCorrections"];
        put?: never;
        /**
         * Says what readings should have been, or what was read by hand
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["correctReadings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists imports, newest first
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Begins the import of a file with the past of nodes
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["addImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how far an import is
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        /**
         * Cancels an import; what is stored stays
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["cancelImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/imports/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sends a part of the file, at most 10 MB
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["sendImportContent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the first 1,000 values and rows that were not accepted
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["listImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists API keys
         * @description For: superadmin, distributor, community_admin; people, no programs.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Issues an API key
         * @description The key is shown this once.
         *
         *     For: superadmin, distributor, community_admin; people, no programs.
         */
        post: operations["issueApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/api-keys/{key}": {
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
         * Revokes an API key, everywhere within 2 seconds
         * @description For: superadmin, distributor, community_admin; people, no programs.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the keys of a node
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["listDeviceKeys"];
        put?: never;
        /**
         * Issues a key for the node's device
         * @description The key is shown this once. At most five are live at a time.
         *
         *     For: superadmin, distributor, community_admin, installer.
         */
        post: operations["issueDeviceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/keys/{key}": {
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
         * Revokes a device's key, everywhere within 2 seconds
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["revokeDeviceKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/keys/{key}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues another key and ends this one a while later
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["rotateDeviceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/claim-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists claim tokens
         * @description For: superadmin, distributor, community_admin, installer.
         */
        get: operations["listClaimTokens"];
        put?: never;
        /**
         * Issues a token that registers one node, once
         * @description The token is shown this once.
         *
         *     For: superadmin, distributor, community_admin, installer.
         */
        post: operations["issueClaimToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/claim-tokens/{token}": {
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
         * Withdraws a claim token
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["withdrawClaimToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers a node by a claim token and issues its first device key
         * @description For: whoever has a claim token.
         */
        post: operations["claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/calibrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the calibrations of a node, all at once
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listCalibrations"];
        put?: never;
        /**
         * Corrects a metric of a node from an instant on
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["addCalibration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/calibrations/{calibration}": {
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
         * Removes a calibration; what is stored stays as it is
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["removeCalibration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the devices that a node had, in the order of installation
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listDevices"];
        put?: never;
        /**
         * Replaces the device of a node; the node keeps all it has
         * @description All keys of the old device are revoked.
         *
         *     For: superadmin, distributor, community_admin, installer.
         */
        post: operations["replaceDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists maintenance windows
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listMaintenanceWindows"];
        put?: never;
        /**
         * Plans work on a node or a community
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["addMaintenanceWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/maintenance/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a maintenance window
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getMaintenanceWindow"];
        /**
         * Changes a maintenance window
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["changeMaintenanceWindow"];
        post?: never;
        /**
         * Removes a maintenance window
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["removeMaintenanceWindow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists groups
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Adds a group of nodes
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["addGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a group
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getGroup"];
        /**
         * Renames a group
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["renameGroup"];
        post?: never;
        /**
         * Removes a group; its nodes stay
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["removeGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{id}/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts nodes into a group and takes others out, all of it or nothing
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["changeGroupNodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists pipelines
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listPipelines"];
        put?: never;
        /**
         * Draws a pipe between two nodes
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["addPipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/pipelines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a pipeline
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getPipeline"];
        /**
         * Changes a pipeline
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["changePipeline"];
        post?: never;
        /**
         * Removes a pipeline
         * @description For: superadmin, distributor, community_admin, installer.
         */
        delete: operations["removePipeline"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists and finds nodes
         * @description Parameters narrow together. With `fields` only those are answered.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listNodes"];
        put?: never;
        /**
         * Registers a node
         * @description For: superadmin, distributor, community_admin, installer.
         */
        post: operations["registerNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers many nodes at once, from JSON or a table
         * @description With `mode=atomic` one wrong row keeps all from being registered (422), with `mode=partial` the right ones are. The columns of a table are told in docs/api/registry.md. An import that registered something is answered as before under the same `Idempotency-Key`; one that registered nothing leaves the key free.
         *
         *     For: superadmin, distributor, community_admin, installer.
         */
        post: operations["importNodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the nodes as a table that can be imported again
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["exportNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a node with its newest reading and its open alerts
         * @description A part whose service does not answer is null and named in `unavailable`.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getNode"];
        /**
         * Replaces what was set of a node
         * @description For: superadmin, distributor, community_admin, installer.
         */
        put: operations["changeNode"];
        post?: never;
        /**
         * Deletes a node; what there was of it is exported
         * @description For: superadmin, distributor, community_admin.
         */
        delete: operations["deleteNode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/notification-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the caller's channels, all at once
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["listNotificationChannels"];
        put?: never;
        /**
         * Sets up a channel of the caller's own
         * @description The secret is shown this once.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        post: operations["addNotificationChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/notification-channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a channel
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["getNotificationChannel"];
        /**
         * Changes a channel; its secret stays
         * @description A channel that is switched off forgets what waits for it.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        put: operations["changeNotificationChannel"];
        post?: never;
        /**
         * Removes a channel, what waits for it and its subscriptions
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        delete: operations["removeNotificationChannel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/notification-channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test like any other message
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        post: operations["testNotificationChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the caller's subscriptions, all at once
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["listSubscriptions"];
        put?: never;
        /**
         * Has alerts told to a channel
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        post: operations["addSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a subscription
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["getSubscription"];
        /**
         * Changes a subscription, for what opens or ends from then on
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        put: operations["changeSubscription"];
        post?: never;
        /**
         * Removes a subscription
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        delete: operations["removeSubscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists messages to the caller, newest first
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["listOwnDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/notifications/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's channels and subscriptions in one document
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["exportNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what the caller may do
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer; people, no programs.
         */
        get: operations["getOwnProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the people of the caller's scope whose role is not above the caller's
         * @description For: superadmin, distributor, community_admin; people, no programs.
         */
        get: operations["listProfiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/profiles/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what a person may do
         * @description For: superadmin, distributor, community_admin; people, no programs.
         */
        get: operations["getProfile"];
        /**
         * Gives a person a role, or changes or disables it
         * @description Without a profile so far it is made (201); one that exists needs its version in `If-Match`. What changes counts everywhere within 2 seconds.
         *
         *     For: superadmin, distributor, community_admin; people, no programs.
         */
        put: operations["setProfile"];
        post?: never;
        /**
         * Removes the profile of a person who was disabled before
         * @description What they did stays in the audit. API keys that they issued are revoked when they are disabled, or may no longer give them.
         *
         *     For: superadmin, distributor, community_admin; people, no programs.
         */
        delete: operations["removeProfile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists invitations
         * @description For: superadmin, distributor, community_admin; people, no programs.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invites somebody to a role
         * @description The code is shown this once.
         *
         *     For: superadmin, distributor, community_admin; people, no programs.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/{id}": {
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
         * Withdraws an invitation
         * @description For: superadmin, distributor, community_admin; people, no programs.
         */
        delete: operations["withdrawInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists open invitations to the caller's verified e-mail address
         * @description For: whoever signed in.
         */
        get: operations["listOwnInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts an invitation by its code, or by its id when it is to the caller's address
         * @description For: whoever signed in.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists rules
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listRules"];
        put?: never;
        /**
         * Adds a rule
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["addRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a rule
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getRule"];
        /**
         * Changes a rule; its open alerts end when its condition, its binding or enabled changes
         * @description For: superadmin, distributor, community_admin.
         */
        put: operations["changeRule"];
        post?: never;
        /**
         * Removes a rule; its open alerts end
         * @description For: superadmin, distributor, community_admin.
         */
        delete: operations["removeRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/{id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a rule as it was in one of its versions
         * @description An alert names the version that fired. It is there also when the rule has changed since, or is gone.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getRuleVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what a rule would have told of the past
         * @description Nothing is written. The answer comes node by node as they are judged; its last field tells whether it is whole.
         *
         *     For: superadmin, distributor, community_admin.
         */
        post: operations["tryRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists rules that make sense for a category wherever its nodes stand
         * @description For: superadmin, distributor, community_admin, installer, viewer.
         */
        get: operations["listRuleTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/templates/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a community the rules of templates that it does not have
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["applyRuleTemplates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives all rules of a community as a file
         * @description For: superadmin, distributor, community_admin.
         */
        get: operations["exportRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rules/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes rules from a file, all or none; a rule is known by its name
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["importRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the newest readings of nodes that reported
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listLatestReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives what a chart shows
         * @description For each step of the span the least, the average and the most, of several nodes and metrics at once.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/consumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives what meters counted by hours, days or months
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getConsumption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives what a metric of all nodes of each community came to by hours, days or months
         * @description Of each community of which the caller sees nodes that have the metric, and of these nodes alone.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listCommunityRollups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives every reading of a span as a file of any size
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["exportReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/telemetry/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts what became of accepted readings
         * @description For: superadmin.
         */
        get: operations["listOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/telemetry/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what became of a node's readings that were not simply stored, the last that was noted first
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listNodeOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the readings of a node
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/telemetry/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the newest reading of a node
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getLatestReading"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/telemetry/fills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives when a tank was filled and drained, and how long it lasts
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listFills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/nodes/{id}/telemetry/pump-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives when a pump ran and what became of its well
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listPumpRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/distributors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists distributors
         * @description For: superadmin, distributor.
         */
        get: operations["listDistributors"];
        put?: never;
        /**
         * Adds a distributor
         * @description For: superadmin.
         */
        post: operations["addDistributor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/distributors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a distributor
         * @description For: superadmin, distributor.
         */
        get: operations["getDistributor"];
        /**
         * Changes a distributor
         * @description For: superadmin; people, no programs.
         */
        put: operations["changeDistributor"];
        post?: never;
        /**
         * Removes a distributor to which nothing belongs
         * @description For: superadmin; people, no programs.
         */
        delete: operations["removeDistributor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists communities
         * @description For: superadmin, distributor, community_admin, installer, viewer.
         */
        get: operations["listCommunities"];
        put?: never;
        /**
         * Adds a community to a distributor
         * @description For: superadmin, distributor.
         */
        post: operations["addCommunity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/communities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a community
         * @description For: superadmin, distributor, community_admin, installer, viewer.
         */
        get: operations["getCommunity"];
        /**
         * Changes a community
         * @description For: superadmin, distributor.
         */
        put: operations["changeCommunity"];
        post?: never;
        /**
         * Removes a community to which nothing belongs
         * @description With `nodes=delete` its nodes are deleted first, each with its export; that needs its version in `If-Match`. When they are more than one request deletes, it answers 503 `still_deleting`, and the same request goes on.
         *
         *     For: superadmin, distributor.
         */
        delete: operations["removeCommunity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists customers
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Adds a customer to a community
         * @description For: superadmin, distributor, community_admin.
         */
        post: operations["addCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a customer
         * @description For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getCustomer"];
        /**
         * Changes a customer or its plan
         * @description For: superadmin, distributor, community_admin.
         */
        put: operations["changeCustomer"];
        post?: never;
        /**
         * Removes a customer to whom nothing belongs
         * @description With `nodes=delete` its nodes are deleted first, each with its export; that needs its version in `If-Match`. When they are more than one request deletes, it answers 503 `still_deleting`, and the same request goes on.
         *
         *     For: superadmin, distributor, community_admin.
         */
        delete: operations["removeCustomer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the nodes of the caller's scope
         * @description Exact at any moment; statuses and categories that no node has are there with 0.
         *
         *     For: superadmin, distributor, community_admin, installer, customer, viewer.
         */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes an entry by the query and answers with its number
         * @description For: devices made for ThingSpeak.
         */
        get: operations["updateByQuery"];
        put?: never;
        /**
         * Takes an entry by a form or JSON and answers with its number
         * @description For: devices made for ThingSpeak.
         */
        post: operations["updateByForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/update.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes an entry by the query and answers with it
         * @description For: devices made for ThingSpeak.
         */
        get: operations["updateByQueryForJson"];
        put?: never;
        /**
         * Takes an entry by a form or JSON and answers with it
         * @description For: devices made for ThingSpeak.
         */
        post: operations["updateByFormForJson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/update.xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes an entry by the query and answers with it as XML
         * @description For: devices made for ThingSpeak.
         */
        get: operations["updateByQueryForXml"];
        put?: never;
        /**
         * Takes an entry by a form or JSON and answers with it as XML
         * @description For: devices made for ThingSpeak.
         */
        post: operations["updateByFormForXml"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{id}/bulk_update.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes many entries as JSON
         * @description For: devices made for ThingSpeak.
         */
        post: operations["bulkUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{id}/bulk_update.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes many entries as lines of a form
         * @description For: devices made for ThingSpeak.
         */
        post: operations["bulkUpdateCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the channel without its entries
         * @description For: devices made for ThingSpeak.
         */
        get: operations["readDeviceChannel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{id}/{feed}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the channel and its newest entries
         * @description For: devices made for ThingSpeak.
         */
        get: operations["readFeed"];
        put?: never;
        post?: never;
        /**
         * Refuses to clear a feed
         * @description Entries stay until the channel is removed by somebody who is known.
         *
         *     For: devices made for ThingSpeak.
         */
        delete: operations["clearFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{id}/{feed}/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives one entry, the age of the newest, or the entries of one field
         * @description For: devices made for ThingSpeak.
         */
        get: operations["readEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{id}/{feed}/{field}/{last}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a value of a field, or its age
         * @description For: devices made for ThingSpeak.
         */
        get: operations["readLastOfField"];
        put?: never;
        post?: never;
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
        /** @description The wish to accept an invitation: by its code, or by its id when it was sent to one's address. */
        AcceptInvitation: {
            /**
             * @description Accepts it, once.
             * @example evi_k3m9x2q7w1z8r5t4_s3cr3t
             */
            code?: string;
            /** Format: uuid */
            invitationId?: string;
        };
        /** @description The wish for a calibration. */
        AddCalibration: {
            metric: components["schemas"]["Metric"];
            /**
             * Format: date-time
             * @description The first instant whose readings are corrected.
             */
            validFrom: string;
            /**
             * Format: date-time
             * @description The first instant whose readings no longer are; null while it goes on.
             */
            validUntil?: string;
            /**
             * @description Of a straight line; null for points.
             * @example 1.02
             */
            scale?: number;
            /**
             * @description Of a straight line; null for points.
             * @example -3.5
             */
            offset?: number;
            /** @description 2 to 50; instead of a straight line. */
            points?: components["schemas"]["CalibrationPoint"][];
            /**
             * @description Of whoever made it.
             * @example checked with a dip stick
             */
            note?: string;
        };
        /** @description The wish to add a community. */
        AddCommunity: {
            /** Format: uuid */
            distributorId: string;
            /** @example North campus */
            name: string;
            /** @example north-campus */
            slug: string;
            /** @example Telangana */
            region: string;
            /** @example Hyderabad */
            city: string;
        };
        /** @description The wish to add a customer. Without a plan's name it is the standard one, without days the whole history is visible. */
        AddCustomer: {
            /** Format: uuid */
            communityId: string;
            /** @example Lakeview Apartments */
            name: string;
            /**
             * @description Name of the plan.
             * @example standard
             */
            plan?: string;
            /**
             * @description How many nodes the plan allows.
             * @example 20
             */
            maxNodes: number;
            /**
             * @description How far back the customer sees its readings; null for all of them.
             * @example 365
             */
            visibleHistoryDays?: number;
        };
        /** @description An alert, with its rule and its node as they were when it opened. Times are those of the readings. */
        Alert: {
            /**
             * Format: uuid
             * @description Name of the alert in the API.
             */
            id: string;
            /**
             * @description Whether it is over.
             * @enum {string}
             */
            state: "open" | "resolved";
            /** @description How much it matters. */
            severity: components["schemas"]["Severity"];
            /**
             * Format: uuid
             * @description The rule that raised it.
             */
            ruleId: string;
            /** @description The version of the rule that it was judged by. */
            ruleVersion: number;
            /**
             * @description What people called the rule.
             * @example Roof tank runs dry
             */
            ruleName: string;
            /**
             * Format: uuid
             * @description The node that it is about.
             */
            nodeId: string;
            /**
             * Format: uuid
             * @description The node's community.
             */
            communityId: string;
            /**
             * Format: uuid
             * @description The node's customer, if it has one.
             */
            customerId: string | null;
            /**
             * @description What was compared, in the unit that its name says: a metric of the catalogue, or what a kind of rule measures.
             * @example water_level_percent
             */
            metric: string;
            /** @description How it was compared. */
            operator: components["schemas"]["Operator"];
            /** @description With what. */
            threshold: number;
            /** @description That opened it. */
            value: number;
            /** @description The newest one that was judged while it was open, the one that ended it included. */
            lastValue: number;
            /**
             * Format: date-time
             * @description When that was measured.
             */
            lastValueAt: string;
            /**
             * Format: date-time
             * @description Since when the condition had held when it opened.
             */
            pendingSince: string;
            /**
             * Format: date-time
             * @description The reading that opened it.
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description When somebody first said that it is being seen to.
             */
            acknowledgedAt: string | null;
            /**
             * @description Who did, the subject of a token.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            acknowledgedBy: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            resolvedAt: string | null;
            /** @enum {string|null} */
            resolvedReason: "cleared" | "rule_changed" | "rule_removed" | "rule_disabled" | "unbound" | "node_deleted" | "by_person" | null;
            /**
             * @description The person that ended it.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            resolvedBy: string | null;
            /**
             * @description What happened, as people are told; null of alerts that opened before there was one.
             * @example Water level 18.5 %, below 20 %.
             */
            message: string | null;
        };
        /** @description Alerts counted. */
        AlertCount: {
            /** @description That opened. */
            opened: number;
            /** @description Those of them that are open now. */
            open: number;
            /** @description From opening to the first acknowledgement, of those that were acknowledged. */
            acknowledge: components["schemas"]["AlertTimes"];
            /** @description From opening to the end, of those that a reading or a person ended. */
            resolve: components["schemas"]["AlertTimes"];
        };
        /** @description A receiver of alerts. */
        AlertRoute: {
            /**
             * Format: uuid
             * @description Name of the route in the API.
             */
            id: string;
            /** @description Counts the route's changes from 1; it is also its ETag. */
            version: number;
            /**
             * Format: uuid
             * @description Whose alerts are told.
             */
            communityId: string;
            /**
             * @description What people call the receiver, 1 to 120 characters.
             * @example Duty phone
             */
            name: string;
            /**
             * @description Where requests go.
             * @example https://alerts.example.org/evara
             */
            url: string;
            /** @description Alerts that matter less are not told. */
            leastSeverity: components["schemas"]["Severity"];
            /** @description Only of nodes of one category, as they were when the alert opened. */
            category: components["schemas"]["Category"] | null;
            /**
             * Format: uuid
             * @description Only of this node.
             */
            nodeId: string | null;
            /**
             * Format: uuid
             * @description Only of this rule.
             */
            ruleId: string | null;
            /** @description Whether anything is told at all. */
            enabled: boolean;
            /** @description The hours of each day in which nothing is told; null: none. */
            quietHours: components["schemas"]["QuietHours"] | null;
            /** @description How it is told. */
            pace: components["schemas"]["Pace"];
            /**
             * @description What it understands.
             * @enum {string}
             */
            kind: "webhook" | "slack" | "http" | "email";
            /** @description What is sent to it, of an http route. */
            template: components["schemas"]["BodyTemplate"] | null;
            /**
             * Format: date-time
             * @description When it was set up.
             */
            createdAt: string;
            /** @description How many requests in a row have failed; 0 when the last one did not. */
            failures: number;
            /**
             * Format: date-time
             * @description Until when it is left alone, after too many of them.
             */
            restsUntil: string | null;
            /**
             * @description What requests are signed with; only in the answer that set the route up.
             * @example ers_5Zk2hT9sQxV7bN1mC4wYpR
             */
            secret?: string;
        };
        /** @description A silence: it is about the alerts of its community that fit all of node, rule, severity and category that are given. */
        AlertSilence: {
            /**
             * Format: uuid
             * @description Name of the silence in the API.
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose alerts it is about.
             */
            communityId: string;
            /**
             * Format: uuid
             * @description Those of one node.
             */
            nodeId: string | null;
            /**
             * Format: uuid
             * @description Those of one rule.
             */
            ruleId: string | null;
            /** @description Those that matter just so much. */
            severity: components["schemas"]["Severity"] | null;
            /** @description Those of nodes of one category, as they were when the alert opened. */
            category: components["schemas"]["Category"] | null;
            /**
             * Format: date-time
             * @description Since when nothing is told.
             */
            from: string;
            /**
             * Format: date-time
             * @description When it ends by itself.
             */
            until: string;
            /**
             * @description Why, as its author wrote.
             * @example Tank is cleaned
             */
            reason: string;
            /**
             * @description Who set it up, the subject of a token.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            author: string;
            /**
             * Format: date-time
             * @description When.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was ended before its time.
             */
            endedAt: string | null;
            /**
             * @description Who did.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            endedBy: string | null;
            /**
             * @description Pending before it begins.
             * @enum {string}
             */
            state: "pending" | "active" | "over";
        };
        /** @description What became of the alerts that opened in a time. */
        AlertStatistics: {
            /**
             * Format: date-time
             * @description Where the time begins.
             */
            from: string;
            /**
             * Format: date-time
             * @description Where it ends, itself not included.
             */
            until: string;
            /** @description All of them together. */
            all: components["schemas"]["AlertCount"];
            /** @description Of each severity that there is, those that matter most first. */
            bySeverity: components["schemas"]["AlertsOfSeverity"][];
            /** @description The rules with most alerts, ten at most, most first. */
            noisiestRules: components["schemas"]["NoisyRule"][];
        };
        /** @description How long something took. */
        AlertTimes: {
            /** @description How many there were. */
            count: number;
            /** @description Half of them took no longer; null when there were none. */
            medianSeconds: number | null;
            /** @description Nine in ten took no longer; null when there were none. */
            p90Seconds: number | null;
        };
        /** @description Alerts of a severity, counted. */
        AlertsOfSeverity: {
            severity: components["schemas"]["Severity"];
            count: components["schemas"]["AlertCount"];
        };
        /** @description A metric leaves what the node's own past makes one expect of it at this hour of the week. */
        Anomaly: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "anomaly";
            /** @description What is watched, a number. */
            metric: components["schemas"]["Metric"];
            /**
             * @description On which side of the expected it counts; both unless told.
             * @enum {string}
             */
            direction?: "above" | "below" | "both";
            /**
             * @description 1 (tells little) to 10 (tells much); 5 unless told.
             * @example 5
             */
            sensitivity?: number;
            /** @description How long it must be so before the alert is raised; 0: at once. */
            durationSeconds?: number;
        };
        /** @description A key of a program, without what makes it one. One of the tenants' ids is there. */
        ApiKey: {
            /**
             * @description The part of it that may be known.
             * @example k3m9x2q7w1z8r5t4
             */
            id: string;
            /** @example Billing */
            name: string;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            distributorId: string | null;
            /** Format: uuid */
            communityId: string | null;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Subject of who made it.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When it was last used, to a minute or so; null when that is not known.
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @description Since when it opens nothing; null unless it was revoked.
             */
            revokedAt: string | null;
        };
        /** @description What became of templates. */
        AppliedTemplates: {
            /** @description Rules that were written now. */
            added: components["schemas"]["Rule"][];
            /**
             * @description Keys of the templates whose rules are there already, changed or not.
             * @example [
             *       "tank-runs-dry"
             *     ]
             */
            kept: string[];
        };
        /** @description Which templates are to be applied. */
        ApplyTemplates: {
            /**
             * Format: uuid
             * @description The tenant that the rule belongs to.
             */
            communityId: string;
            /** @description All unless told. */
            categories?: components["schemas"]["Category"][];
        };
        /** @description One row of the audit. */
        AuditEntry: {
            /**
             * @description Names it among all services' rows: schema and number.
             * @example registry-4711
             */
            id: string;
            /** Format: date-time */
            at: string;
            /**
             * @description A person's subject, api-key:<id>, claim-token:<id> or configuration.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            actor: string;
            /**
             * @description Such as added, changed, removed.
             * @example changed
             */
            action: string;
            /** @example customer */
            subjectType: string;
            /** @example 3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de */
            subjectId: string;
            /** @description What the API showed of the thing then; kept as it was written. */
            before: unknown;
            /** @description What it showed afterwards; kept as it was written. */
            after: unknown;
            /** @example 203.0.113.7 */
            address: string | null;
            /** @example 7f9c2ba4e88f827d */
            requestId: string | null;
            /** Format: uuid */
            distributorId: string | null;
            /** Format: uuid */
            communityId: string | null;
            /** Format: uuid */
            customerId: string | null;
        };
        /** @description One row of a service's part of the audit. */
        AuditRow: {
            /**
             * @description Names it among all services' rows: schema and number.
             * @example registry-4711
             */
            id: string;
            /** Format: date-time */
            at: string;
            /**
             * @description A person's subject, api-key:<id>, claim-token:<id> or configuration.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            actor: string;
            /**
             * @description Such as added, changed, removed.
             * @example changed
             */
            action: string;
            /** @example customer */
            subjectType: string;
            /** @example 3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de */
            subjectId: string;
            /** @description What the API showed of the thing then; kept as it was written. */
            before: unknown;
            /** @description What it showed afterwards; kept as it was written. */
            after: unknown;
            /** @example 203.0.113.7 */
            address: string | null;
            /** @example 7f9c2ba4e88f827d */
            requestId: string | null;
            /** Format: uuid */
            distributorId: string | null;
            /** Format: uuid */
            communityId: string | null;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Continues the service's list behind it.
             * @example bjox
             */
            cursor: string;
        };
        /** @description Which nodes of its community a rule watches. */
        Binding: components["schemas"]["BindingOfNode"] | components["schemas"]["BindingOfCommunity"] | components["schemas"]["BindingOfCategory"] | components["schemas"]["BindingOfTag"];
        /** @description The community's nodes of one category. */
        BindingOfCategory: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "category";
            category: components["schemas"]["Category"];
        };
        /** @description Every node of the community that has what the condition looks at. */
        BindingOfCommunity: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "community";
        };
        /** @description One node. */
        BindingOfNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "node";
            /** Format: uuid */
            nodeId: string;
        };
        /** @description The community's nodes that carry a tag. */
        BindingOfTag: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "tag";
            /** @example roof */
            tag: string;
        };
        /** @description What is sent to a receiver that understands no events: a text with names in double braces, whose values are written so that they cannot leave their place. */
        BodyTemplate: {
            /** @enum {string} */
            contentType: "application/json" | "application/x-www-form-urlencoded" | "text/plain";
            /**
             * @description Up to 4,000 characters.
             * @example {"text": "{{short}}"}
             */
            body: string;
        };
        /** @description How the values of one metric of a node are corrected in a span of time. */
        Calibration: {
            /** Format: uuid */
            id: string;
            metric: components["schemas"]["Metric"];
            /**
             * Format: date-time
             * @description The first instant whose readings are corrected.
             */
            validFrom: string;
            /**
             * Format: date-time
             * @description The first instant whose readings no longer are; null while it goes on.
             */
            validUntil: string | null;
            /** @description Of a straight line; null for points. */
            scale: number | null;
            /** @description Of a straight line; null for points. */
            offset: number | null;
            /** @description At least two; null for a straight line. */
            points: components["schemas"]["CalibrationPoint"][] | null;
            /**
             * @description Of whoever made it.
             * @example checked with a dip stick
             */
            note: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description What the sensor said, and what was true. */
        CalibrationPoint: {
            said: number;
            true: number;
        };
        /**
         * @description What a node is.
         * @enum {string}
         */
        Category: "OHT" | "SUMP" | "PUMP_HOUSE" | "FLOW_METER" | "BOREWELL" | "GOVT_BOREWELL";
        /** @description The wish to change a community; the distributor stays. */
        ChangeCommunity: {
            /** @example North campus */
            name: string;
            /** @example north-campus */
            slug: string;
            /** @example Telangana */
            region: string;
            /** @example Hyderabad */
            city: string;
        };
        /** @description The wish to change a customer or its plan; the community stays. */
        ChangeCustomer: {
            /** @example Lakeview Apartments */
            name: string;
            /**
             * @description Name of the plan.
             * @example standard
             */
            plan: string;
            /**
             * @description How many nodes the plan allows.
             * @example 20
             */
            maxNodes: number;
            /**
             * @description How far back the customer sees its readings; null for all of them.
             * @example 365
             */
            visibleHistoryDays?: number;
        };
        /** @description The wish to put nodes into a group and take others out of it. */
        ChangeNodes: {
            add?: string[];
            /**
             * @example [
             *       "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c"
             *     ]
             */
            remove?: string[];
        };
        /** @description How far a channel has been read. */
        ChannelCursor: {
            /** @description Rises each time the channel was cleared, which makes ThingSpeak number its entries from 1 again. */
            epoch: number;
            /** @description The last entry read in this epoch; 0: none yet. */
            entryId: number;
        };
        /** @description How the polling of a channel goes. */
        ChannelHealth: {
            /**
             * Format: uuid
             * @description The node that it feeds.
             */
            nodeId: string;
            /** @description The source's number of the channel. */
            channelId: number;
            /**
             * @description In one word.
             * @enum {string}
             */
            state: "source_down" | "refused" | "failing" | "new" | "late" | "catching_up" | "healthy";
            /** @description Where it is read from. */
            source: components["schemas"]["ChannelSource"];
            /** @description When it is polled. */
            schedule: components["schemas"]["PollSchedule"];
            /**
             * Format: date-time
             * @description The source's time of the newest entry that was accepted; null: none was.
             */
            lastRowAt: string | null;
            /** @description What was wrong with the last failed poll; null: none ever failed. */
            lastError: components["schemas"]["PollError"] | null;
            /** @description Rows that are known of and will be read in the background. */
            missingRows: number;
            /**
             * @description Kind of what was wrong when rows were last read in the background; null: nothing.
             * @example too_large
             */
            backgroundError: string | null;
            /** @description What became of all others. */
            rows: components["schemas"]["RowCounts"];
            /** @description What was not accepted, by reason. */
            rejections: components["schemas"]["RejectionCount"][];
        };
        /** @description The ThingSpeak channel of a node. What opens a private one is never shown. */
        ChannelMapping: {
            /** Format: uuid */
            nodeId: string;
            /** @description ThingSpeak's number of the channel. */
            channelId: number;
            /** @description Whether a key is known that opens it. */
            hasReadApiKey: boolean;
            /** @description Time between two rows, as its device is set up. */
            intervalSeconds: number;
            /** @description What its fields mean, in the order of their numbers. */
            fields: components["schemas"]["FieldMapping"][];
            /**
             * Format: date-time
             * @description When the node was mapped.
             */
            createdAt: string;
            /** @description Rises with every change, also past a removal; the ETag. */
            version: number;
        };
        /** @description A channel and what was not accepted of it. */
        ChannelReport: {
            channel: components["schemas"]["PolledChannel"];
            /** @description By reason. */
            rejections: components["schemas"]["RejectionCount"][];
            /** @description The last 20, latest first. */
            latestRejections: components["schemas"]["RejectionSample"][];
        };
        /** @description Where a channel is read from. */
        ChannelSource: {
            /**
             * @description Of the source.
             * @example thingspeak
             */
            name: string;
            /** @description Whether it answers, be it about other channels, as all replicas know together. */
            answering: boolean;
        };
        /** @description The wish to have a channel polled for a node. */
        ChannelWish: {
            /**
             * @description ThingSpeak's number of the channel.
             * @example 1234567
             */
            channelId: number;
            /**
             * @description What opens a private channel; kept sealed and never shown.
             * @example ABCDEFGHIJKLMNOP
             */
            readApiKey?: string;
            /**
             * @description Time between two rows, as its device is set up.
             * @example 15
             */
            intervalSeconds: number;
            /** @description What its fields mean, in the order of their numbers. */
            fields: components["schemas"]["FieldWish"][];
        };
        /** @description The wish to claim. */
        ClaimNode: {
            /** @description As it is to be registered, without its place. */
            node: components["schemas"]["NodeToClaim"];
        };
        /** @description A claim token, without what makes it one. */
        ClaimToken: {
            /**
             * @description The part of it that may be known.
             * @example k3m9x2q7w1z8r5t4
             */
            id: string;
            /** Format: uuid */
            communityId: string;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Subject of who made it.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            state: "open" | "used" | "withdrawn" | "expired";
            /**
             * Format: uuid
             * @description The node that was claimed with it.
             */
            nodeId: string | null;
        };
        /** @description What a claim token was spent on: the node, and the first key of its device. */
        Claimed: {
            node: components["schemas"]["RegisteredNode"];
            deviceKey: components["schemas"]["IssuedDeviceKey"];
        };
        /** @description What somebody said about an alert. */
        Comment: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * @description Subject of the token that it was said with.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            author: string;
            /**
             * @description In their words.
             * @example Pump restarted, level rises again.
             */
            text: string;
        };
        /** @description A place with nodes: a campus, a town, a village. */
        Community: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            distributorId: string;
            /** @example North campus */
            name: string;
            /** @example north-campus */
            slug: string;
            /** @example Telangana */
            region: string;
            /** @example Hyderabad */
            city: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1. */
            version: number;
        };
        /** @description What a metric of all nodes of a community came to; lists of equal length, a place in each for every period. */
        CommunityRollup: {
            /**
             * Format: uuid
             * @description The community.
             */
            communityId: string;
            /** @description Which. */
            metric: components["schemas"]["Metric"];
            /**
             * @description Of its values.
             * @example %
             */
            unit: string;
            /** @enum {string} */
            by: "hour" | "day" | "month";
            /**
             * @description Whose they are.
             * @example Asia/Kolkata
             */
            zone: string;
            /** @description Where each period begins. */
            at: string[];
            /**
             * Format: date-time
             * @description Where the last one ends.
             */
            to: string;
            /** @description How many have the metric; those without a reading included. */
            nodes: number;
            /** @description How many of them sent one in each period. */
            reporting: number[];
            /** @description The least that any of them said; null where none did. */
            min?: (number | null)[];
            /** @description The average of their averages, so that one that reports often counts no more. */
            avg?: (number | null)[];
            /** @description The most. */
            max?: (number | null)[];
            /** @description Their averages added up: what tanks held, or flowed, together. */
            total?: (number | null)[];
            /** @description How long their pumps ran, of pump_status alone, which has none of the four above. */
            runHours?: (number | null)[];
        };
        /** @description One comparison. */
        Comparison: {
            metric: components["schemas"]["Metric"];
            /** @enum {string} */
            operator: "gt" | "gte" | "lt" | "lte" | "eq" | "neq";
            threshold: number;
            /** @description As a Threshold has it. */
            clearThreshold?: number | null;
        };
        /** @description Several comparisons of one node at once. What a metric was last measured to be counts until it is measured again or too old, so they need not come in one reading. */
        Composite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "composite";
            /**
             * @description Whether all of them must hold, or any.
             * @enum {string}
             */
            match: "all" | "any";
            /** @description 2 to 4. */
            conditions: components["schemas"]["Comparison"][];
            /** @description How long that must be so before the alert is raised; 0: at once. */
            durationSeconds?: number;
            /**
             * @description For how long it counts what a metric was last measured to be; a day unless told.
             * @example 86400
             */
            maxAgeSeconds?: number;
        };
        /** @description When a rule raises an alert. */
        Condition: components["schemas"]["Threshold"] | components["schemas"]["SilenceCondition"] | components["schemas"]["RateOfChange"] | components["schemas"]["DryRun"] | components["schemas"]["NightFlow"] | components["schemas"]["Composite"] | components["schemas"]["Anomaly"];
        /** @description What meters counted by periods. */
        Consumption: {
            /** @description The counter. */
            metric: components["schemas"]["Metric"];
            /**
             * @description Of amounts.
             * @example L
             */
            unit: string;
            /** @enum {string} */
            by: "hour" | "day" | "month";
            /**
             * @description Whose they are.
             * @example Asia/Kolkata
             */
            zone: string;
            /** @description Where each period begins. */
            at: string[];
            /**
             * Format: date-time
             * @description Where the last one ends.
             */
            to: string;
            /** @description How many there are; those without a reading included. */
            meters: number;
            /** @description Of each period over all meters; null where none sent a reading. */
            amounts: (number | null)[];
            /** @description Of all of them. */
            total: number;
            /** @description Each meter, as they were asked for; without for a community. */
            nodes?: components["schemas"]["NodeConsumption"][];
        };
        /** @description A place on Earth (WGS 84). */
        Coordinates: {
            /**
             * @description Degrees, -90 to 90, north positive.
             * @example 17.4456
             */
            latitude: number;
            /**
             * @description Degrees, -180 to 180, east positive.
             * @example 78.3497
             */
            longitude: number;
        };
        /** @description One instant that is corrected. */
        CorrectedReading: {
            /**
             * Format: date-time
             * @description Which instant.
             */
            recordedAt: string;
            /** @description Values by name of the metric catalogue, final as they are. */
            metrics: components["schemas"]["Metrics"];
        };
        /** @description What is to stand where readings stand, or stand not. */
        CorrectionRequest: {
            /**
             * @description Why, up to 500 characters.
             * @example sensor under water
             */
            reason?: string;
            /** @description 1 to 100. */
            readings: components["schemas"]["CorrectedReading"][];
        };
        /** @description A row and the node that was made of it. */
        CreatedRow: {
            line: number;
            /** @example roof-tank-1 */
            key: string;
            /** Format: uuid */
            id: string;
        };
        /** @description With what a person signs in. */
        Credentials: {
            /** @example operator@example.org */
            email: string;
            /** @example correct horse battery staple */
            password: string;
        };
        /** @description Somebody inside a community with nodes and a plan of their own. */
        Customer: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            communityId: string;
            /** @example Lakeview Apartments */
            name: string;
            /**
             * @description Name of the plan.
             * @example standard
             */
            plan: string;
            /** @description How many nodes the plan allows. */
            maxNodes: number;
            /** @description How far back the customer sees its readings; null for all of them. */
            visibleHistoryDays: number | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
        };
        /** @description An entry that did not have its effect. */
        DeadLetter: {
            /**
             * @description Names it among all services' letters: schema and number.
             * @example telemetry-17
             */
            id: string;
            /**
             * Format: uri-reference
             * @description Where it is looked into, tried again and discarded.
             * @example /api/v2/dead-letters/telemetry/17
             */
            path: string;
            /**
             * Format: date-time
             * @description When it was refused first.
             */
            at: string;
            /**
             * @description Of consumers that refused it.
             * @example telemetry
             */
            group: string;
            /** @description Where it lay on the bus. */
            entry: components["schemas"]["StreamPlace"];
            /**
             * @description By the last try.
             * @enum {string}
             */
            reason: "unreadable" | "refused_by_database";
            /**
             * @description The same in words.
             * @example PSQLException: numeric field overflow
             */
            detail: string;
            /**
             * @description What is being done with it.
             * @enum {string}
             */
            state: "waiting" | "replaying";
            /** @description How often it was tried again and refused. */
            replays: number;
            /**
             * Format: date-time
             * @description When that was last; null when it never was.
             */
            replayedAt: string | null;
            /** @description Size of its content. */
            bytes: number;
        };
        /** @description A letter with what is in it. */
        DeadLetterContent: {
            /** @description The row of the list. */
            letter: components["schemas"]["DeadLetterRow"];
            /** @description Null when not even that can be read. */
            envelope: components["schemas"]["Envelope"] | null;
            /** @description Null when the content is no readings, or cannot be read. */
            readings: components["schemas"]["LetterReadings"] | null;
            /**
             * @description The bytes as they lay on the bus, in base64.
             * @example AQGA2Mc=
             */
            content: string;
        };
        /** @description One of a service's dead letters. */
        DeadLetterRow: {
            /**
             * @description Names it among all services' letters: schema and number.
             * @example telemetry-17
             */
            id: string;
            /**
             * Format: uri-reference
             * @description Where it is looked into, tried again and discarded.
             * @example /api/v2/dead-letters/telemetry/17
             */
            path: string;
            /**
             * Format: date-time
             * @description When it was refused first.
             */
            at: string;
            /**
             * @description Of consumers that refused it.
             * @example telemetry
             */
            group: string;
            /** @description Where it lay on the bus. */
            entry: components["schemas"]["StreamPlace"];
            /**
             * @description By the last try.
             * @enum {string}
             */
            reason: "unreadable" | "refused_by_database";
            /**
             * @description The same in words.
             * @example PSQLException: numeric field overflow
             */
            detail: string;
            /**
             * @description What is being done with it.
             * @enum {string}
             */
            state: "waiting" | "replaying";
            /** @description How often it was tried again and refused. */
            replays: number;
            /**
             * Format: date-time
             * @description When that was last; null when it never was.
             */
            replayedAt: string | null;
            /** @description Size of its content. */
            bytes: number;
            /**
             * @description Continues the service's list behind it.
             * @example bjox
             */
            cursor: string;
        };
        /** @description Something that is told to a receiver. */
        Delivery: {
            /**
             * Format: uuid
             * @description The same in each of its requests.
             */
            id: string;
            /**
             * Format: uuid
             * @description The receiver.
             */
            routeId: string;
            /**
             * Format: uuid
             * @description What it tells of; null for a test and for a group.
             */
            alertId: string | null;
            /** @enum {string} */
            event: "opened" | "resolved" | "reminder" | "group" | "test";
            /**
             * @description Grouped: told in the message of another delivery.
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed" | "spared" | "grouped";
            /**
             * Format: uuid
             * @description That other delivery.
             */
            groupId: string | null;
            /** @description How often it was tried. */
            attempts: number;
            /**
             * Format: date-time
             * @description When there was something to tell.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it is tried next; null when it is not.
             */
            dueAt: string | null;
            /**
             * Format: date-time
             * @description When it arrived or was given up.
             */
            endedAt: string | null;
            /**
             * @description Why it is not told yet, while it waits: maintenance, silence, quiet_hours, cooldown; null when nothing keeps it.
             * @example quiet_hours
             */
            held: string | null;
            /**
             * @description Why it did not arrive the last time that it did not.
             * @example status 503
             */
            lastError: string | null;
        };
        /** @description A device that a node has or had. */
        Device: {
            /** Format: uuid */
            id: string;
            /**
             * @description Its maker's number.
             * @example WT-2208-0117
             */
            serial: string | null;
            /** @example B */
            hardwareRevision: string | null;
            /** @example 2.4.1 */
            firmwareRevision: string | null;
            /**
             * Format: date-time
             * @description Since when it measures for the node.
             */
            installedAt: string;
            /**
             * Format: date-time
             * @description Until when; null while it does.
             */
            removedAt: string | null;
            /**
             * @description Of whoever installed it.
             * @example checked with a dip stick
             */
            note: string | null;
        };
        /** @description A channel that a device made for ThingSpeak writes to. */
        DeviceChannel: {
            /** @description Its number, which stands in the device's settings. */
            id: number;
            /**
             * Format: uuid
             * @description Whose readings it makes.
             */
            nodeId: string;
            /** @example Tank 7 */
            name: string;
            /** @description What its fields mean, in the order of their numbers. */
            fields: components["schemas"]["DeviceChannelField"][];
            /** @description Of the newest entry; 0 when there is none. */
            lastEntryId: number;
            /** @description Rises with every change of what it is, for If-Match. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When anything of it changed last, entries included.
             */
            updatedAt: string;
        };
        /** @description What one field means. */
        DeviceChannelField: {
            /** @description Its number, 1 to 8. */
            field: number;
            metric: components["schemas"]["Metric"];
            scale: number;
            offset: number;
            /**
             * @description Raw text to word, of a metric of words.
             * @example {
             *       "1": "RUNNING"
             *     }
             */
            words: {
                [key: string]: string;
            };
        };
        /** @description What a channel is to be, as somebody asks for it. */
        DeviceChannelWish: {
            /**
             * @description 1 to 255 characters; the node's id unless told.
             * @example Tank 7
             */
            name?: string;
            /** @description What its fields mean, 1 to 8, by the same rules as those of a channel that is polled. */
            fields: components["schemas"]["FieldWish"][];
        };
        /** @description A key of a node's device, without what makes it one. */
        DeviceKey: {
            /**
             * @description The part of it that may be known.
             * @example k3m9x2q7w1z8r5t4
             */
            id: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description From when on it opens nothing; null for never.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description Since when it opens nothing; null unless it was revoked.
             */
            revokedAt: string | null;
        };
        /** @description Who sells and services hardware in communities of its own. */
        Distributor: {
            /** Format: uuid */
            id: string;
            /** @example Deccan Metering */
            name: string;
            /** @example deccan-metering */
            slug: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
        };
        /** @description A pump runs and moves no water, or runs while the water in its well stands too deep: in both it is about to be damaged. One of the two limits is given. */
        DryRun: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "dry_run";
            /**
             * @description A running pump moves at least this, in litres per minute.
             * @example 5
             */
            minFlowLpm?: number | null;
            /** @description While the pump runs, the water stands at most this deep, in metres. */
            maxDepthM?: number | null;
            /** @description How long that must be so before the alert is raised; a pump that starts needs a while until its water comes. */
            durationSeconds?: number;
            /**
             * @description For how long it counts what was last said of the pump; a day unless told.
             * @example 86400
             */
            maxAgeSeconds?: number;
        };
        /** @description An alert as it would have been. */
        DryRunAlert: {
            /**
             * Format: date-time
             * @description Since when the condition had held when it opened.
             */
            pendingSince: string;
            /**
             * Format: date-time
             * @description The reading that opened it.
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description The reading that ended it; null when none did.
             */
            resolvedAt: string | null;
            /** @description What opened it. */
            value: number;
            /** @description The newest one of it. */
            lastValue: number;
            /**
             * @description What happened, as people would have been told.
             * @example Water level is 8 %, below 10 %
             */
            message: string | null;
        };
        /** @description What a rule would have told. */
        DryRunAnswer: {
            /**
             * Format: date-time
             * @description The first instant.
             */
            from: string;
            /**
             * Format: date-time
             * @description Behind the last instant.
             */
            to: string;
            /** @description Of each node. */
            nodes: components["schemas"]["DryRunNode"][];
            /** @description Of all of them. */
            summary: components["schemas"]["DryRunSummary"];
        };
        /** @description What a rule would have told of one node. */
        DryRunNode: {
            /**
             * Format: uuid
             * @description The node.
             */
            nodeId: string;
            /** @description How many were judged. */
            readings: number;
            /** @description How many alerts would have opened. */
            alerts: number;
            /** @description Whether the last one would be open still. */
            open: boolean;
            /** @description How long they would have been open in all. */
            openSeconds: number;
            /** @description The first 20 of them. */
            first: components["schemas"]["DryRunAlert"][];
        };
        /** @description What a rule would have told of all nodes. */
        DryRunSummary: {
            /** @description How many were judged. */
            nodes: number;
            /** @description Of how many of them it would have told. */
            nodesWithAlerts: number;
            /** @description How many were judged. */
            readings: number;
            /** @description How many alerts would have opened. */
            alerts: number;
            /** @description How long they would have been open in all. */
            openSeconds: number;
            /** @description Whether all nodes were judged: otherwise the time was over, or the history broke off. */
            complete: boolean;
        };
        /** @description The wish to see what a rule would have told of the past. */
        DryRunWish: {
            /** @description A rule that might be kept; this or rule_id. */
            rule?: components["schemas"]["RuleWish"];
            /**
             * Format: uuid
             * @description A rule that is kept.
             */
            ruleId?: string | null;
            /** @description 1 to 1,000 nodes of the rule's community; those that the rule watches unless told. */
            nodeIds?: string[];
            /**
             * Format: date-time
             * @description The first instant, up to 92 days before to; 30 days before it unless told.
             * @example 2026-02-01T00:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Behind the last instant; now unless told.
             * @example 2026-03-01T00:00:00Z
             */
            to?: string;
        };
        /** @description What the stream knows of an entry. */
        Envelope: {
            /** @description Version of the payload's form. */
            schema: number;
            /** @description What the payload is. */
            kind: number;
            /** @description What it is about: of readings the node's number. */
            key: number;
            /**
             * @description W3C trace context; null when there was none.
             * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
             */
            traceparent: string | null;
        };
        /** @description What is kept of a deleted node, for a while. */
        Export: {
            /**
             * Format: uuid
             * @description Names the export, in every service.
             */
            id: string;
            /**
             * Format: uuid
             * @description The node; nothing is found under it any more.
             */
            nodeId: string;
            /**
             * @description Its name on the device's side.
             * @example roof-tank-1
             */
            nodeKey: string;
            /**
             * @description Its name for people.
             * @example Roof tank, block C
             */
            nodeLabel: string;
            /** @description What it measured. */
            kind: components["schemas"]["Kind"];
            /** Format: uuid */
            distributorId: string;
            /** Format: uuid */
            communityId: string;
            /** Format: uuid */
            customerId: string | null;
            /** Format: date-time */
            deletedAt: string;
            /**
             * @description Whoever deleted it: a token's subject or an API key.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            deletedBy: string;
            /**
             * Format: date-time
             * @description When the export goes, too.
             */
            keptUntil: string;
            /** @description Where its parts are; a part that is still being written answers 409. */
            files: components["schemas"]["ExportFiles"];
        };
        /** @description Paths of an export's parts. */
        ExportFiles: {
            /**
             * Format: uri-reference
             * @description The node, what belonged to it, and its audit: lines of JSON.
             * @example /api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/registry
             */
            registry: string;
            /**
             * Format: uri-reference
             * @description Its readings: lines of JSON, compressed by gzip.
             * @example /api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/telemetry
             */
            telemetry: string;
            /**
             * Format: uri-reference
             * @description Its rules and alerts: lines of JSON, compressed by gzip.
             * @example /api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/alerting
             */
            alerting: string;
        };
        /** @description One thing that belonged to a deleted node or a removed tenant. */
        ExportLine: {
            /**
             * @description Such as node, status, channel, calibration, device, audit.
             * @example node
             */
            type: string;
            /** @description As it was kept. */
            value: unknown;
        };
        /** @description One reading of an export. */
        ExportedReading: {
            /** Format: uuid */
            nodeId: string;
            /**
             * Format: date-time
             * @description When the device took it.
             */
            recordedAt: string;
            /** @description What it carried. */
            metrics: components["schemas"]["Metrics"];
        };
        /** @description One field of a request that could not be accepted. */
        FieldError: {
            /**
             * @description Path of the field as the caller wrote it.
             * @example geometry.heightCm
             */
            field: string;
            /**
             * @description What was refused; null when it was missing.
             * @example -5
             */
            value: string | null;
            /**
             * @description What would have been accepted.
             * @example a number above 0
             */
            allowed: string;
        };
        /** @description What one numbered field of a channel means: value = raw × scale + offset in the metric's unit, or, for a metric of words, the word that a raw text stands for. */
        FieldMapping: {
            /** @description Number of the field, 1 to 8. */
            field: number;
            /** @description What it measures. */
            metric: components["schemas"]["Metric"];
            /** @description Not zero; 1 for a metric of words. */
            scale: number;
            /** @description In the metric's unit; 0 for a metric of words. */
            offset: number;
            /**
             * @description Raw text to word; where it says nothing, the raw text itself must be the word.
             * @example {
             *       "1": "RUNNING"
             *     }
             */
            words: {
                [key: string]: string;
            };
        };
        /** @description What one field of a channel is said to mean. */
        FieldWish: {
            /**
             * @description Number of the field, 1 to 8.
             * @example 1
             */
            field: number;
            /** @description What it measures. */
            metric: components["schemas"]["Metric"];
            /**
             * @description Not zero; 1 for a metric of words.
             * @example -1
             */
            scale?: number;
            /**
             * @description In the metric's unit; 0 for a metric of words.
             * @example 250
             */
            offset?: number;
            /**
             * @description Raw text to word, of a metric of words.
             * @example {
             *       "1": "RUNNING"
             *     }
             */
            words?: {
                [key: string]: string;
            };
        };
        /** @description The measures of a node, those of its kind. Tanks have capacity, height and sensor offset; meters pipe diameter and largest flow; wells depths and recharge threshold. */
        Geometry: {
            /**
             * @description Full to the brim.
             * @example 5000
             */
            capacityLitres?: number;
            /**
             * @description From the floor to the brim.
             * @example 200
             */
            heightCm?: number;
            /**
             * @description From the sensor down to the brim.
             * @example 10
             */
            sensorOffsetCm?: number;
            /** @description Inner diameter. */
            pipeDiameterMm?: number;
            /** @description The most the meter can read, litres a minute. */
            maxFlowLpm?: number;
            /** @description While the pump rests. */
            staticDepthM?: number;
            /** @description While it runs. */
            dynamicDepthM?: number;
            /** @description The rise after pumping from which the well counts as recharging. */
            rechargeThresholdM?: number;
        };
        /** @description A named set of nodes of one community. */
        Group: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            communityId: string;
            /**
             * @description Unique in the community.
             * @example North tanks
             */
            name: string;
            /** @description How many of its nodes the caller sees. */
            nodeCount: number;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts the changes of its name and of its nodes, from 1; the ETag. */
            version: number;
        };
        /** @description Whether something works. */
        Health: {
            /** @enum {string} */
            status: "UP" | "DOWN";
        };
        /** @description An import of a channel's history. */
        HistoryRead: {
            /** @description ThingSpeak's number of the channel. */
            channelId: number;
            /** @description How far back it goes, 1 to 400. */
            days: number;
            /**
             * @description Whether it runs.
             * @enum {string}
             */
            state: "running" | "done";
            /** @description How much of the time has been read, 0 to 100. */
            progressPercent: number;
            /**
             * Format: date-time
             * @description Where it ends: it goes backwards.
             */
            from: string;
            /**
             * Format: date-time
             * @description Everything measured later has been read.
             */
            readUntil: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description When all was read; null: not yet.
             */
            endedAt: string | null;
            /** @description Rows that were read. */
            rowsRead: number;
            /** @description Those of them that became readings, known ones included. */
            rowsAccepted: number;
            /**
             * @description Kind of what was wrong when older rows of the channel were last asked for; null: nothing.
             * @example too_large
             */
            lastError: string | null;
        };
        /** @description An import as it stands. */
        Import: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            format: "thingspeak" | "csv" | "eav";
            /**
             * Format: uuid
             * @description Whose past it is; null when rows tell.
             */
            nodeId: string | null;
            /**
             * Format: uuid
             * @description Whose nodes they are.
             */
            communityId: string;
            /** @enum {string} */
            state: "receiving" | "running" | "done" | "failed" | "cancelled";
            /** @description Bytes of the file that came so far. */
            received: number;
            /** @description Bytes of it that have been dealt with. */
            read: number;
            /** @description What became of its rows. */
            counts: components["schemas"]["ImportCounts"];
            /**
             * @description Why the file cannot be read; null when it can.
             * @example no column recorded_at
             */
            failure: string | null;
            /** @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c */
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ended; null while it goes on.
             */
            finishedAt: string | null;
        };
        /** @description What became of the rows of a file. A reading is a node and an instant: one row, or several of single values. */
        ImportCounts: {
            /** @description Read so far, without the line of names. */
            rows: number;
            /** @description Readings of instants of which nothing was known. */
            stored: number;
            /** @description That added metrics. */
            merged: number;
            /** @description That said nothing new. */
            duplicate: number;
            /** @description That said something else; the first value stays. */
            conflict: number;
            /** @description Of which nothing was acceptable. */
            rejected: number;
            /** @description Values and rows that were not accepted. */
            errors: number;
        };
        /** @description Something in a file that was not accepted. */
        ImportError: {
            /** @description Where its row begins, from 1. */
            line: number;
            /**
             * @description Named as in the file; empty when it is the whole row.
             * @example Level
             */
            column: string;
            /**
             * @description As it stands there, cut.
             * @example 99
             */
            value: string;
            /**
             * @description A code, as with readings that devices send.
             * @example Mains shut
             */
            reason: string;
            /**
             * @description What would have been accepted.
             * @example a number from 0 to 14
             */
            allowed: string;
        };
        /** @description The wish to register many nodes, as JSON. */
        ImportNodes: {
            nodes: components["schemas"]["RegisterNode"][];
        };
        /** @description What became of an import. */
        ImportReport: {
            /** @description Whether it was only tried. */
            dryRun: boolean;
            /** @description Rows that came. */
            total: number;
            /** @description Rows that can be registered. */
            right: number;
            /** @description Rows that cannot. */
            wrong: number;
            /** @description What was registered, in the order of the rows; empty after a dry run, and when one wrong row kept all from being registered. */
            created: components["schemas"]["CreatedRow"][];
            /** @description Of the wrong rows. */
            errors: components["schemas"]["RowErrors"][];
        };
        /** @description What an import did, or would do. */
        ImportResult: {
            /** @description Whether nothing was written. */
            dryRun: boolean;
            /** @description What became of each, in the order of the file. */
            rules: components["schemas"]["ImportedRule"][];
        };
        /** @description An import as somebody asks for it. */
        ImportWish: {
            /** @enum {string} */
            format: "thingspeak" | "csv" | "eav";
            /**
             * Format: uuid
             * @description Whose past it is.
             */
            nodeId?: string;
            /**
             * Format: uuid
             * @description Whose nodes' past it is, when rows tell the node; this or the one before.
             */
            communityId?: string;
            /** @description What fields of a channel mean; without it, as the node's channel has it. */
            fields?: components["schemas"]["FieldWish"][];
            /**
             * @description What the file calls nodes, to their ids.
             * @example {
             *       "tank-7": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
             *     }
             */
            nodes?: {
                [key: string]: string;
            };
            /**
             * @description What the file calls metrics, to their names; null passes it over.
             * @example {
             *       "Level": "water_level_cm",
             *       "comment": null
             *     }
             */
            metrics?: {
                [key: string]: string | null;
            };
            /**
             * @description Of times that do not tell theirs, an IANA zone; UTC without it.
             * @example Asia/Kolkata
             */
            timeZone?: string;
        };
        /** @description What became of one rule of the file. */
        ImportedRule: {
            /** @example Roof tank runs dry */
            name: string | null;
            /** @enum {string} */
            outcome: "added" | "changed" | "unchanged" | "refused";
            /**
             * Format: uuid
             * @description The rule's; null when there is none, or not yet.
             */
            id: string | null;
            /** @description What is wrong with it. */
            errors: components["schemas"]["FieldError"][];
        };
        /** @description The wish to install another device. */
        InstallDevice: {
            /**
             * @description Its maker's number.
             * @example WT-2208-0117
             */
            serial?: string;
            /** @example B */
            hardwareRevision?: string;
            /** @example 2.4.1 */
            firmwareRevision?: string;
            /**
             * Format: date-time
             * @description Since when it measures for the node; now unless told.
             */
            installedAt?: string;
            /**
             * @description Of whoever made it.
             * @example checked with a dip stick
             */
            note?: string;
        };
        /** @description An offer of a role, without the code that accepts it. At most one of the tenants' ids is there. */
        Invitation: {
            /** Format: uuid */
            id: string;
            /**
             * @description The address whose owner may accept without the code.
             * @example operator@example.org
             */
            email: string | null;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            distributorId: string | null;
            /** Format: uuid */
            communityId: string | null;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Subject of who made it.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            invitedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            state: "open" | "accepted" | "withdrawn" | "expired";
            /**
             * @description Subject of who has the role by it.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            acceptedBy: string | null;
        };
        /** @description The wish to invite somebody. */
        Invite: {
            /**
             * @description The address whose owner may accept without the code.
             * @example operator@example.org
             */
            email?: string;
            /** @example installer */
            role: components["schemas"]["Role"];
            /** Format: uuid */
            distributorId?: string;
            /** Format: uuid */
            communityId?: string;
            /** Format: uuid */
            customerId?: string;
            /** @example 168 */
            validHours?: number;
        };
        /** @description The wish for an API key. */
        IssueApiKey: {
            /** @example Billing */
            name: string;
            /**
             * @description Any but superadmin.
             * @example viewer
             */
            role: components["schemas"]["Role"];
            /** Format: uuid */
            distributorId?: string;
            /** Format: uuid */
            communityId?: string;
            /** Format: uuid */
            customerId?: string;
            /** @example 90 */
            validDays?: number;
        };
        /** @description The wish for a claim token. */
        IssueClaimToken: {
            /** Format: uuid */
            communityId: string;
            /** Format: uuid */
            customerId?: string;
            /** @example 72 */
            validHours?: number;
        };
        /** @description The wish for a key. */
        IssueDeviceKey: {
            /**
             * Format: date-time
             * @description When the key is to end; null for never.
             * @example 2035-03-01T06:30:00Z
             */
            expiresAt?: string;
        };
        /** @description A new key, the only time it is shown. */
        IssuedApiKey: {
            apiKey: components["schemas"]["ApiKey"];
            /**
             * @description What the program is to send in the header X-Api-Key.
             * @example eva_k3m9x2q7w1z8r5t4_s3cr3t
             */
            key: string;
        };
        /** @description A new claim token, the only time it is shown. */
        IssuedClaimToken: {
            claimToken: components["schemas"]["ClaimToken"];
            /**
             * @description What is to be sent in the header X-Claim-Token.
             * @example evc_k3m9x2q7w1z8r5t4_s3cr3t
             */
            token: string;
        };
        /** @description A channel with its keys, which are shown this once. */
        IssuedDeviceChannel: {
            /** @description The channel. */
            channel: components["schemas"]["DeviceChannel"];
            /**
             * @description With which a device writes.
             * @example ABCDEFGHIJKLMNOP
             */
            writeApiKey: string;
            /**
             * @description With which its feed is read.
             * @example QRSTUVWXYZABCDEF
             */
            readApiKey: string;
        };
        /** @description A new key, the only time it is shown. */
        IssuedDeviceKey: {
            /**
             * @description Names it where it is listed and revoked.
             * @example k3m9x2q7w1z8r5t4
             */
            id: string;
            /**
             * @description What the device is to send in the header X-Device-Key.
             * @example evd_k3m9x2q7w1z8r5t4_s3cr3t
             */
            key: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description From when on it opens nothing; null for never.
             */
            expiresAt: string | null;
        };
        /** @description A new invitation with its code, the only time that is shown. */
        IssuedInvitation: {
            invitation: components["schemas"]["Invitation"];
            /**
             * @description Accepts it, once.
             * @example evi_k3m9x2q7w1z8r5t4_s3cr3t
             */
            code: string;
        };
        /** @description What became of one reading of a request. */
        ItemResult: {
            /** @description Its place in the request, from 0. */
            index: number;
            /**
             * @description What became of it.
             * @enum {string}
             */
            status: "accepted" | "rejected" | "retry";
            /**
             * @description Why it was rejected, or has to be sent again.
             * @example implausible
             */
            reason?: string;
            /** @description Values that were left out of an accepted reading, or all that is wrong with a rejected one. */
            errors?: components["schemas"]["FieldError"][];
        };
        /**
         * @description What a node measures; decided by its category.
         * @enum {string}
         */
        Kind: "TANK" | "FLOW" | "DEEP";
        /** @description The newest reading of one node. */
        LatestReading: {
            /**
             * Format: uuid
             * @description The node.
             */
            nodeId: string;
            /** @description What it measures. */
            kind: components["schemas"]["Kind"];
            /**
             * Format: date-time
             * @description When the device took it; null as long as the node never reported.
             */
            recordedAt: string | null;
            /** @description What the reading carried, by name of the metric catalogue and in its order: a number in the metric's unit or a state's name; what it did not carry is not there. */
            metrics: components["schemas"]["Metrics"];
        };
        /** @description One reading of a dead letter. */
        LetterReading: {
            /**
             * Format: date-time
             * @description When it was measured.
             */
            recordedAt: string;
            /** @description Values by the catalogue's names, numbers and words. */
            metrics: components["schemas"]["Metrics"];
        };
        /** @description Readings of a node. */
        LetterReadings: {
            /** @description The node inside the fleet. */
            nodeNumber: number;
            /**
             * @description The way they came in.
             * @example http
             */
            source: string;
            /**
             * Format: date-time
             * @description When.
             */
            acceptedAt: string;
            /** @description In the order in which they came. */
            readings: components["schemas"]["LetterReading"][];
        };
        /** @description A node in a list; with `fields` only what was asked for. */
        ListedNode: {
            /** Format: uuid */
            id?: string;
            /** Format: uuid */
            communityId?: string;
            /** Format: uuid */
            customerId?: string | null;
            /**
             * @description Its name on the device's side, unique in the community.
             * @example roof-tank-1
             */
            key?: string;
            /**
             * @description Its name for people, in any language.
             * @example Roof tank, block C
             */
            label?: string;
            category?: components["schemas"]["Category"];
            /** @description What it measures, decided by the category. */
            kind?: components["schemas"]["Kind"];
            coordinates?: components["schemas"]["Coordinates"] | null;
            /** @example Block C */
            locationName?: string | null;
            /**
             * @description IANA zone its days are counted in.
             * @example Asia/Kolkata
             */
            timeZone?: string;
            /** @description In the measures of its kind. */
            geometry?: components["schemas"]["Geometry"] | null;
            /**
             * @description How often a reading should come.
             * @example 60
             */
            expectedIntervalSeconds?: number;
            /**
             * @description The silence after which it counts as offline, at least 180.
             * @example 180
             */
            offlineAfterSeconds?: number;
            /**
             * @example [
             *       "roof"
             *     ]
             */
            tags?: string[];
            /**
             * @description Names of the groups it is in, sorted; not part of its version, since it is the groups that change.
             * @example [
             *       "North tanks"
             *     ]
             */
            groups?: string[];
            /** @example 2.4.1 */
            firmwareRevision?: string | null;
            /** @example B */
            hardwareRevision?: string | null;
            /** Format: date-time */
            createdAt?: string;
            /** @description Counts its changes, from 1; the ETag. */
            version?: number;
            status?: components["schemas"]["NodeStatus"];
            /**
             * Format: date-time
             * @description Time of its newest reading, by the reading itself; null before the first.
             */
            lastSeenAt?: string | null;
            /**
             * Format: date-time
             * @description When its patience ended without another one; null while it is not silent.
             */
            silentSince?: string | null;
        };
        /** @description One instant that was corrected. */
        MadeCorrection: {
            /**
             * Format: date-time
             * @description Which.
             */
            recordedAt: string;
            /**
             * @description Who, by the subject of the token.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            author: string;
            /**
             * @description Why; empty when nothing was said.
             * @example sensor under water
             */
            reason: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            acceptedAt: string;
            /** @description Metrics and values of the reading that stood there; null when none did. */
            before: components["schemas"]["Metrics"] | null;
            /** @description What was said. */
            after: components["schemas"]["Metrics"];
        };
        /** @description A time when work is done. */
        MaintenanceWindow: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Where.
             */
            communityId: string;
            /**
             * Format: uuid
             * @description On which node; null: on all of the community.
             */
            nodeId: string | null;
            /**
             * Format: date-time
             * @description The first instant of it.
             */
            startsAt: string;
            /**
             * Format: date-time
             * @description The first instant after it.
             */
            endsAt: string;
            /**
             * @description For people.
             * @example Mains shut
             */
            reason: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
        };
        /**
         * @description A metric of the catalogue; its unit is in its name.
         * @enum {string}
         */
        Metric: "water_level_cm" | "water_level_percent" | "volume_litres" | "temperature_c" | "tds_ppm" | "ph" | "flow_rate_lpm" | "cumulative_volume_litres" | "pressure_bar" | "pump_status" | "pump_current_a" | "static_water_level_m" | "dynamic_water_level_m" | "voltage_v" | "energy_kwh" | "battery_v" | "rssi_dbm";
        /**
         * @description Values by names of the metric catalogue. They are data and are written alike in all versions.
         * @example {
         *       "water_level_cm": 182.5,
         *       "battery_v": 3.7
         *     }
         */
        Metrics: {
            [key: string]: number | string;
        };
        /** @description A part of an answer that is not there. */
        MissingPart: {
            /** @example latest */
            part: string;
            /**
             * @description Code of the problem.
             * @example service_unreachable
             */
            reason: string;
        };
        /** @description At night, when hardly anybody draws water, the flow never goes down to what is usual: what still runs is a leak. */
        NightFlow: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "night_flow";
            /** @description Where the night's window begins, in the node's own zone. */
            from: string;
            /** @description Where it ends; not later than from means the next day. */
            until: string;
            /** @description The flow that the night's least one must not be above, in litres per minute. */
            threshold: number;
            /** @description A night whose least flow is not above this ends the alert; null: one that is not above the threshold does. */
            clearThreshold?: number | null;
            /** @description How many nights in a row it must be so before the alert is raised. */
            nights?: number;
        };
        /** @description A device of a community: what was set of it, and how it is. */
        Node: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            communityId: string;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Its name on the device's side, unique in the community.
             * @example roof-tank-1
             */
            key: string;
            /**
             * @description Its name for people, in any language.
             * @example Roof tank, block C
             */
            label: string;
            category: components["schemas"]["Category"];
            /** @description What it measures, decided by the category. */
            kind: components["schemas"]["Kind"];
            coordinates: components["schemas"]["Coordinates"] | null;
            /** @example Block C */
            locationName: string | null;
            /**
             * @description IANA zone its days are counted in.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description In the measures of its kind. */
            geometry: components["schemas"]["Geometry"] | null;
            /**
             * @description How often a reading should come.
             * @example 60
             */
            expectedIntervalSeconds: number;
            /**
             * @description The silence after which it counts as offline, at least 180.
             * @example 180
             */
            offlineAfterSeconds: number;
            /**
             * @example [
             *       "roof"
             *     ]
             */
            tags: string[];
            /**
             * @description Names of the groups it is in, sorted; not part of its version, since it is the groups that change.
             * @example [
             *       "North tanks"
             *     ]
             */
            groups: string[];
            /** @example 2.4.1 */
            firmwareRevision: string | null;
            /** @example B */
            hardwareRevision: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
            status: components["schemas"]["NodeStatus"];
            /**
             * Format: date-time
             * @description Time of its newest reading, by the reading itself; null before the first.
             */
            lastSeenAt: string | null;
            /**
             * Format: date-time
             * @description When its patience ended without another one; null while it is not silent.
             */
            silentSince: string | null;
        };
        /** @description What one meter counted. */
        NodeConsumption: {
            /**
             * Format: uuid
             * @description The meter.
             */
            nodeId: string;
            /** @description Of each period, in the metric's unit; null where it sent no reading. */
            amounts: (number | null)[];
            /** @description Of all of them. */
            total: number;
        };
        /** @description How many nodes there are. Every status and category is named, also those that no node has. */
        NodeCounts: {
            /** @description All of them. */
            total: number;
            /**
             * @description How many are how.
             * @example {
             *       "MAINTENANCE": 0,
             *       "PROVISIONING": 1,
             *       "OFFLINE": 0,
             *       "ALERT": 0,
             *       "ONLINE": 2
             *     }
             */
            byStatus: {
                [key: string]: number;
            };
            /**
             * @description How many are of which category.
             * @example {
             *       "OHT": 2,
             *       "SUMP": 0,
             *       "PUMP_HOUSE": 0,
             *       "FLOW_METER": 0,
             *       "BOREWELL": 1,
             *       "GOVT_BOREWELL": 0
             *     }
             */
            byCategory: {
                [key: string]: number;
            };
        };
        /** @description One metric of one node over a span; lists of equal length, a place in each for every point. */
        NodeSeries: {
            /**
             * Format: uuid
             * @description The node.
             */
            nodeId: string;
            /** @description Which. */
            metric: components["schemas"]["Metric"];
            /**
             * @description Of its values; empty for a bare number or a word.
             * @example cm
             */
            unit: string;
            /** @description Where the points' steps begin. */
            at: string[];
            /** @description The least in each step, without for words. */
            min?: (number | null)[];
            /** @description The average over the readings, without for words. */
            avg?: (number | null)[];
            /** @description The most, without for words. */
            max?: (number | null)[];
            /** @description How many readings; 0 where a value was filled in. */
            count: number[];
            /**
             * @description How many readings said each word, without for numbers.
             * @example {
             *       "RUNNING": [
             *         12
             *       ]
             *     }
             */
            counts?: {
                [key: string]: number[];
            };
        };
        /**
         * @description How a node is.
         * @enum {string}
         */
        NodeStatus: "MAINTENANCE" | "PROVISIONING" | "OFFLINE" | "ALERT" | "ONLINE";
        /** @description The wish for the node of a claim token. */
        NodeToClaim: {
            /**
             * Format: uuid
             * @description Left out; the place is the token's.
             */
            communityId?: string;
            /**
             * Format: uuid
             * @description Left out; the place is the token's.
             */
            customerId?: string;
            /**
             * @description Its name on the device's side, unique in the community.
             * @example roof-tank-1
             */
            key: string;
            /**
             * @description Its name for people, in any language.
             * @example Roof tank, block C
             */
            label: string;
            category: components["schemas"]["Category"];
            coordinates?: components["schemas"]["Coordinates"];
            /** @example Block C */
            locationName?: string;
            /**
             * @description IANA zone its days are counted in.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description In the measures of its kind. */
            geometry?: components["schemas"]["Geometry"];
            /**
             * @description How often a reading should come.
             * @example 60
             */
            expectedIntervalSeconds: number;
            /**
             * @description The silence after which it counts as offline, at least 180.
             * @example 180
             */
            offlineAfterSeconds?: number;
            /**
             * @example [
             *       "roof"
             *     ]
             */
            tags?: string[];
            /**
             * @description Names of the groups it is in, sorted; not part of its version, since it is the groups that change.
             * @example [
             *       "North tanks"
             *     ]
             */
            groups?: string[];
            /** @example 2.4.1 */
            firmwareRevision?: string;
            /** @example B */
            hardwareRevision?: string;
        };
        /** @description A node with its newest reading and its open alerts. */
        NodeView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            communityId: string;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Its name on the device's side, unique in the community.
             * @example roof-tank-1
             */
            key: string;
            /**
             * @description Its name for people, in any language.
             * @example Roof tank, block C
             */
            label: string;
            category: components["schemas"]["Category"];
            /** @description What it measures, decided by the category. */
            kind: components["schemas"]["Kind"];
            coordinates: components["schemas"]["Coordinates"] | null;
            /** @example Block C */
            locationName: string | null;
            /**
             * @description IANA zone its days are counted in.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description In the measures of its kind. */
            geometry: components["schemas"]["Geometry"] | null;
            /**
             * @description How often a reading should come.
             * @example 60
             */
            expectedIntervalSeconds: number;
            /**
             * @description The silence after which it counts as offline, at least 180.
             * @example 180
             */
            offlineAfterSeconds: number;
            /**
             * @example [
             *       "roof"
             *     ]
             */
            tags: string[];
            /**
             * @description Names of the groups it is in, sorted; not part of its version, since it is the groups that change.
             * @example [
             *       "North tanks"
             *     ]
             */
            groups: string[];
            /** @example 2.4.1 */
            firmwareRevision: string | null;
            /** @example B */
            hardwareRevision: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
            status: components["schemas"]["NodeStatus"];
            /**
             * Format: date-time
             * @description Time of its newest reading, by the reading itself; null before the first.
             */
            lastSeenAt: string | null;
            /**
             * Format: date-time
             * @description When its patience ended without another one; null while it is not silent.
             */
            silentSince: string | null;
            /** @description Its newest reading; null when that service did not answer. */
            latest: components["schemas"]["LatestReading"] | null;
            /** @description Its open alerts. */
            activeAlerts: components["schemas"]["Alert"][] | null;
            /** @description The parts that are null because their service did not answer. */
            unavailable: components["schemas"]["MissingPart"][];
        };
        /** @description A rule and its alerts. */
        NoisyRule: {
            /** Format: uuid */
            ruleId: string;
            /**
             * @description As it was called at the newest of them.
             * @example Roof tank runs dry
             */
            ruleName: string;
            /** @description How many opened. */
            opened: number;
            /** @description How many nodes they were about. */
            nodes: number;
        };
        /** @description What became of a reading that was not simply stored or known already; kept for 30 days. */
        NotedOutcome: {
            /**
             * Format: date-time
             * @description The reading's instant.
             */
            recordedAt: string;
            /** @enum {string} */
            outcome: "merged" | "conflict";
            /**
             * @description The way it came in.
             * @example http
             */
            source: string;
            /** @description Of a merged reading those that it added; of a conflict the one of which it said something else. */
            metrics: string[];
            /**
             * @description What stays, of a conflict.
             * @example 182.5
             */
            kept: string | null;
            /**
             * @description What does not.
             * @example 99.0
             */
            refused: string | null;
            /**
             * Format: date-time
             * @description When the writer came to it.
             */
            notedAt: string;
        };
        /** @description Where a person is told. */
        NotificationChannel: {
            /**
             * Format: uuid
             * @description Name of the channel in the API.
             */
            id: string;
            /** @description Counts the channel's changes from 1; it is also its ETag. */
            version: number;
            /**
             * @description What the person calls it, 1 to 120 characters.
             * @example My phone
             */
            name: string;
            /**
             * @description What it understands.
             * @enum {string}
             */
            kind: "webhook" | "slack" | "http" | "email";
            /**
             * @description Where messages go.
             * @example mailto:asha@example.org
             */
            url: string;
            /** @description What is sent to it, of an http channel. */
            template: components["schemas"]["BodyTemplate"] | null;
            /** @description Whether anything is told at all. */
            enabled: boolean;
            /** @description The hours of each day in which nothing is told; null: none. */
            quietHours: components["schemas"]["QuietHours"] | null;
            /** @description What comes within this time is told in one message. */
            groupSeconds: number;
            /**
             * Format: date-time
             * @description When it was set up.
             */
            createdAt: string;
            /** @description How many messages in a row have failed; 0 when the last one did not. */
            failures: number;
            /**
             * Format: date-time
             * @description Until when it is left alone, after too many of them.
             */
            restsUntil: string | null;
            /**
             * @description What requests are signed with; only in the answer that set the channel up.
             * @example ers_5Zk2hT9sQxV7bN1mC4wYpR
             */
            secret?: string;
        };
        /** @description The wish for a channel as a caller wrote it. */
        NotificationChannelWish: {
            /**
             * @description What the person calls it, 1 to 120 characters.
             * @example My phone
             */
            name: string;
            /**
             * @description Webhook unless told.
             * @example email
             * @enum {string}
             */
            kind?: "webhook" | "slack" | "http" | "email";
            /**
             * @description Where messages go.
             * @example mailto:asha@example.org
             */
            url: string;
            /** @description Of an http channel. */
            template?: components["schemas"]["BodyTemplate"];
            /**
             * @description Sent as the header of that name by an http channel, kept sealed and never shown.
             * @example Basic ZXZhcmE6c2VjcmV0
             */
            authorization?: string;
            /** @description True unless told. */
            enabled?: boolean;
            /** @description None unless told. */
            quietHours?: components["schemas"]["QuietHoursWish"];
            /**
             * @description 0 to 3,600; 30 unless told.
             * @example 30
             */
            groupSeconds?: number;
        };
        /** @description All that a person keeps here, to take along. */
        NotificationExport: {
            /**
             * Format: date-time
             * @description When it was so.
             */
            exportedAt: string;
            /** @description Without their secrets. */
            channels: components["schemas"]["NotificationChannel"][];
            /** @description To these channels. */
            subscriptions: components["schemas"]["Subscription"][];
        };
        /**
         * @description How a value is compared.
         * @enum {string}
         */
        Operator: "gt" | "gte" | "lt" | "lte" | "eq" | "neq";
        /** @description How many accepted readings became what. */
        OutcomeCount: {
            /**
             * @description The way they came in.
             * @example http
             */
            source: string;
            /** @enum {string} */
            outcome: "stored" | "merged" | "duplicate" | "conflict" | "node_forgotten";
            /** @description How many. */
            readings: number;
        };
        /** @description How long it lasts if it goes on as in the last hour: a straight line through its levels. */
        Outlook: {
            /**
             * Format: date-time
             * @description Of the newest level.
             */
            at: string;
            /** @description Then, in the metric's unit. */
            level: number;
            /** @description By which it changes. */
            changePerHour: number;
            /**
             * Format: date-time
             * @description When there is nothing left; null unless it falls.
             */
            emptyAt: string | null;
            /**
             * Format: date-time
             * @description When it is full; null unless it rises, and where nobody knows what full is.
             */
            fullAt: string | null;
        };
        /** @description A message to a person. */
        OwnDelivery: {
            /**
             * Format: uuid
             * @description The same each time it is sent.
             */
            id: string;
            /**
             * Format: uuid
             * @description Where to.
             */
            channelId: string;
            /** @enum {string} */
            event: "opened" | "resolved" | "group" | "test";
            /**
             * Format: uuid
             * @description What it tells of, when that is one alert.
             */
            alertId: string | null;
            /** @description Of how many openings and ends it tells. */
            alerts: number;
            /**
             * @description Spared: the person does not see that any more.
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed" | "spared";
            /** @description How often it was tried. */
            attempts: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it is tried next; null when it is not.
             */
            dueAt: string | null;
            /**
             * Format: date-time
             * @description When it arrived or was given up.
             */
            endedAt: string | null;
            /**
             * @description Why it is not told yet, while it waits: quiet_hours, directory; null when nothing keeps it.
             * @example quiet_hours
             */
            held: string | null;
            /**
             * @description Why it did not arrive the last time that it did not.
             * @example status 503
             */
            lastError: string | null;
        };
        /** @description How a receiver is told. */
        Pace: {
            /** @description What comes within this time is told in one message; 0: each by itself; at most an hour. */
            groupSeconds: number;
            /** @description It is told only of what is open and not acknowledged after this time; 0: of all at once; at most a day. */
            afterMinutes: number;
            /** @description It is told again while it is open and not acknowledged; 0: once; at most a week. */
            repeatMinutes: number;
            /** @description What opens again for the same rule and node is told this long after the last time, if it still is so; 0: at once; at most a day. */
            cooldownMinutes: number;
        };
        /** @description A pace as it is wished for. */
        PaceWish: {
            /**
             * @description 0 to 3,600.
             * @example 30
             */
            groupSeconds?: number;
            /**
             * @description 0 to 1,440.
             * @example 0
             */
            afterMinutes?: number;
            /**
             * @description 0, or 5 to 10,080.
             * @example 0
             */
            repeatMinutes?: number;
            /**
             * @description 0 to 1,440.
             * @example 0
             */
            cooldownMinutes?: number;
        };
        /** @description Where a list goes on, in version 2 of the API. */
        PageLinks: {
            /**
             * @description What to ask the next page with, as `cursor`; null on the last page.
             * @example bjox
             */
            cursor: string | null;
            /**
             * Format: uri-reference
             * @description Path and query of the next page; null on the last page.
             * @example /api/v2/nodes?cursor=bjox
             */
            next: string | null;
        };
        /** @description A pipe between two nodes of one community. */
        Pipeline: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            communityId: string;
            /**
             * Format: uuid
             * @description Where the water comes from.
             */
            fromNodeId: string;
            /**
             * Format: uuid
             * @description Where it goes.
             */
            toNodeId: string;
            /** @example Roof tank, block C */
            label: string | null;
            /** @description Inner diameter. */
            diameterMm: number | null;
            /**
             * @description Places that it passes between its ends, each latitude and longitude in degrees.
             * @example [
             *       [
             *         17.4456,
             *         78.3497
             *       ]
             *     ]
             */
            line: number[][];
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
        };
        /** @description What was wrong with a poll. */
        PollError: {
            /**
             * @description Such as timeout, key_refused, not_json.
             * @example timeout
             */
            kind: string;
            /**
             * @description For a person.
             * @example no answer within 10 s
             */
            message: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
        };
        /** @description When a channel is polled. */
        PollSchedule: {
            /** @description Time between two polls, by what the channel shows; until that is known as its mapping says. */
            intervalSeconds: number;
            /**
             * Format: date-time
             * @description When it is polled next.
             */
            nextDueAt: string;
            /** @description How long it is due by now, also while it is put off; 0: it is on time. */
            lateSeconds: number;
            /**
             * Format: date-time
             * @description When a poll last succeeded; null: never.
             */
            lastSuccessAt: string | null;
            /** @description Failed polls since then. */
            failures: number;
        };
        /** @description A ThingSpeak channel that feeds a node. */
        PolledChannel: {
            /** @description ThingSpeak's number of the channel. */
            channelId: number;
            /**
             * Format: uuid
             * @description The node that its entries become readings of.
             */
            nodeId: string;
            /**
             * Format: uuid
             * @description The community of the node.
             */
            communityId: string;
            /** @description Who is polled first when time is short: 1 pump house and flow meter, 2 a node with an open alert, 3 tank, 4 well. */
            priority: number;
            /** @description Time between two polls. */
            intervalSeconds: number;
            /**
             * Format: date-time
             * @description When it is polled next.
             */
            nextDueAt: string;
            /** @description How far it has been read. */
            cursor: components["schemas"]["ChannelCursor"];
            /** @description Failed polls since the last successful one. */
            failures: number;
            /**
             * Format: date-time
             * @description When a poll last succeeded; null: never.
             */
            lastSuccessAt: string | null;
            /**
             * Format: date-time
             * @description ThingSpeak's time of the newest entry that was accepted; null: none was.
             */
            lastRowAt: string | null;
            /** @description What was wrong with the last failed poll, still so when failures is not 0; null: none ever failed. */
            lastError: components["schemas"]["PollError"] | null;
            /** @description What became of all rows that the cursor passed. */
            rows: components["schemas"]["RowCounts"];
        };
        /** @description The newest rows of a channel, mapped but not kept. */
        Preview: {
            /** @description ThingSpeak's number of the channel. */
            channelId: number;
            /** @description The highest number of a row; 0 when the channel is empty. */
            lastEntryId: number;
            /** @description At most 20, the newest first. */
            rows: components["schemas"]["PreviewRow"][];
        };
        /** @description One row of a channel. */
        PreviewRow: {
            /** @description Its number. */
            entryId: number;
            /**
             * @description As ThingSpeak says.
             * @example 2026-03-01T06:30:00Z
             */
            createdAt: string;
            /**
             * @description As they came, by ThingSpeak's names of them.
             * @example {
             *       "field1": "182.5"
             *     }
             */
            fields: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When it would be a reading of; null when it would be none.
             */
            recordedAt: string | null;
            /** @description What that reading would say; empty when it would be none. */
            metrics: components["schemas"]["Metrics"];
            /** @description What would not be accepted, and why. */
            rejections: components["schemas"]["Rejection"][];
        };
        /** @description Every error, as RFC 9457 has it. */
        Problem: {
            /**
             * @description Urn:evara:problem: and the code.
             * @example urn:evara:problem:invalid_request
             */
            type: string;
            /**
             * @description The status in words.
             * @example Bad Request
             */
            title: string;
            /**
             * @description The HTTP status.
             * @example 400
             */
            status: number;
            /**
             * @description A sentence for a person.
             * @example A field cannot be accepted.
             */
            detail: string;
            /**
             * @description Stable name of the error.
             * @example invalid_request
             */
            code: string;
            /** @description The fields at fault. */
            errors?: components["schemas"]["FieldError"][];
            /**
             * @description Names the request in the logs.
             * @example 7f9c2ba4e88f827d
             */
            requestId?: string;
        };
        /** @description What the person behind a token's subject may do. At most one of the ids is there: the root of the part of the tenancy tree they act in. */
        Profile: {
            /**
             * @description Of the person's token.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            subject: string;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            distributorId: string | null;
            /** Format: uuid */
            communityId: string | null;
            /** Format: uuid */
            customerId: string | null;
            /** @description Whether they may do anything at all. */
            active: boolean;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
        };
        /** @description A pump's work over a span. */
        PumpHours: {
            /**
             * Format: uuid
             * @description The node with the pump.
             */
            nodeId: string;
            /** @description How often it ran. */
            starts: number;
            /** @description How long in all. */
            runHours: number;
            /** @description Each time, oldest first. */
            runs: components["schemas"]["PumpRun"][];
        };
        /** @description A pump at work. */
        PumpRun: {
            /**
             * Format: date-time
             * @description The first reading that says so.
             */
            from: string;
            /**
             * Format: date-time
             * @description The first that says that it does not; the last that says that it does, where the span ends or nothing was heard for long.
             */
            to: string;
            /** @description From the one to the other. */
            seconds: number;
            /** @description What it moved on average over readings; null when none told. */
            flowRateLpm: number | null;
            /** @description What became of the water in the well; null for a pump in none. */
            well: components["schemas"]["WellCycle"] | null;
        };
        /** @description The hours of each day in which a receiver is told nothing; it is told afterwards. */
        QuietHours: {
            /** @description Where they begin, a time of day. */
            from: string;
            /** @description Where they end; not later than from means the next day. */
            until: string;
            /**
             * @description In which they are, like Asia/Kolkata.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description Whether critical alerts wait, too. */
            critical: boolean;
        };
        /** @description Quiet hours as they are wished for. */
        QuietHoursWish: {
            /** @description Where they begin, a time of day. */
            from: string;
            /**
             * @description Where they end; not later than from means the next day.
             * @example 06:00
             */
            until: string;
            /**
             * @description In which they are.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description Whether critical alerts wait, too; false unless told. */
            critical?: boolean;
        };
        /** @description A metric rises or falls at a rate that compares with a fixed one: a tank that loses water faster than people draw it, a level that climbs though no pump runs. */
        RateOfChange: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rate_of_change";
            /** @description What changes, a number. */
            metric: components["schemas"]["Metric"];
            /**
             * @description How its rate is compared: gt, gte, lt, lte; a fall is a rate below 0.
             * @enum {string}
             */
            operator: "gt" | "gte" | "lt" | "lte" | "eq" | "neq";
            /** @description The rate that it is compared with, in the metric's unit per hour. */
            threshold: number;
            /** @description The rate that ends the alert, on the quiet side of the threshold; null: over as soon as the comparison no longer holds. */
            clearThreshold?: number | null;
            /** @description How far back the rate looks from each reading. */
            windowSeconds: number;
            /** @description How long the comparison must hold before the alert is raised; 0: at once. */
            durationSeconds?: number;
        };
        /** @description Up to 1,000 readings. */
        ReadingList: {
            readings: components["schemas"]["SentReading"][];
        };
        /** @description The wish to register a node. */
        RegisterNode: {
            /** Format: uuid */
            communityId?: string;
            /** Format: uuid */
            customerId?: string;
            /**
             * @description Its name on the device's side, unique in the community.
             * @example roof-tank-1
             */
            key: string;
            /**
             * @description Its name for people, in any language.
             * @example Roof tank, block C
             */
            label: string;
            category: components["schemas"]["Category"];
            coordinates?: components["schemas"]["Coordinates"];
            /** @example Block C */
            locationName?: string;
            /**
             * @description IANA zone its days are counted in.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description In the measures of its kind. */
            geometry?: components["schemas"]["Geometry"];
            /**
             * @description How often a reading should come.
             * @example 60
             */
            expectedIntervalSeconds: number;
            /**
             * @description The silence after which it counts as offline, at least 180.
             * @example 180
             */
            offlineAfterSeconds?: number;
            /**
             * @example [
             *       "roof"
             *     ]
             */
            tags?: string[];
            /**
             * @description Names of the groups it is in, sorted; not part of its version, since it is the groups that change.
             * @example [
             *       "North tanks"
             *     ]
             */
            groups?: string[];
            /** @example 2.4.1 */
            firmwareRevision?: string;
            /** @example B */
            hardwareRevision?: string;
        };
        /** @description What was set of a node. */
        RegisteredNode: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            communityId: string;
            /** Format: uuid */
            customerId: string | null;
            /**
             * @description Its name on the device's side, unique in the community.
             * @example roof-tank-1
             */
            key: string;
            /**
             * @description Its name for people, in any language.
             * @example Roof tank, block C
             */
            label: string;
            category: components["schemas"]["Category"];
            /** @description What it measures, decided by the category. */
            kind: components["schemas"]["Kind"];
            coordinates: components["schemas"]["Coordinates"] | null;
            /** @example Block C */
            locationName: string | null;
            /**
             * @description IANA zone its days are counted in.
             * @example Asia/Kolkata
             */
            timeZone: string;
            /** @description In the measures of its kind. */
            geometry: components["schemas"]["Geometry"] | null;
            /**
             * @description How often a reading should come.
             * @example 60
             */
            expectedIntervalSeconds: number;
            /**
             * @description The silence after which it counts as offline, at least 180.
             * @example 180
             */
            offlineAfterSeconds: number;
            /**
             * @example [
             *       "roof"
             *     ]
             */
            tags: string[];
            /**
             * @description Names of the groups it is in, sorted; not part of its version, since it is the groups that change.
             * @example [
             *       "North tanks"
             *     ]
             */
            groups: string[];
            /** @example 2.4.1 */
            firmwareRevision: string | null;
            /** @example B */
            hardwareRevision: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Counts its changes, from 1; the ETag. */
            version: number;
        };
        /** @description What was not accepted of what came in. */
        Rejection: {
            /**
             * @description Why.
             * @enum {string}
             */
            reason: "not_a_number" | "not_a_known_word" | "implausible" | "unknown_metric" | "not_a_time" | "too_old" | "in_the_future" | "foreign_node" | "no_value" | "duplicate_field" | "unreadable";
            /**
             * @description Its name in what came in.
             * @example metrics.ph
             */
            field: string;
            /**
             * @description As it came, cut.
             * @example 99
             */
            value: string;
            /**
             * @description What would have been accepted.
             * @example a number from 0 to 14
             */
            allowed: string;
        };
        /** @description How much of a channel was not accepted for one reason. */
        RejectionCount: {
            /**
             * @description Such as not_a_number, implausible, in_the_future.
             * @example not_a_number
             */
            reason: string;
            /** @description Rows of which nothing was accepted; each counts under its first reason only. */
            rows: number;
            /** @description Single fields, also of rows whose other fields were accepted. */
            values: number;
        };
        /** @description Something that was not accepted. */
        RejectionSample: {
            /** @description The row. */
            entryId: number;
            /**
             * @description Why.
             * @example not_a_number
             */
            reason: string;
            /**
             * @description Which of its fields, or created_at.
             * @example field1
             */
            field: string;
            /**
             * @description As it came, cut when long.
             * @example 99
             */
            value: string;
            /**
             * @description What would have been accepted.
             * @example a number from 0 to 14
             */
            allowed: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            noticedAt: string;
        };
        /** @description What somebody says about an alert. */
        Remark: {
            /**
             * @description 1 to 2,000 characters.
             * @example Pump restarted, level rises again.
             */
            text?: string;
        };
        /** @description What became of readings that were sent. */
        Results: {
            /** @description One for each reading, in the request's order. */
            results: components["schemas"]["ItemResult"][];
        };
        /**
         * @description What kind of things somebody may do.
         * @enum {string}
         */
        Role: "superadmin" | "distributor" | "community_admin" | "installer" | "customer" | "viewer";
        /** @description The wish for a key in another's place. */
        RotateDeviceKey: {
            /**
             * Format: date-time
             * @description When the other one is to end; null for a day from now.
             */
            oldEndsAt?: string;
            /**
             * Format: date-time
             * @description When the new one is to end; null for never.
             * @example 2035-03-01T06:30:00Z
             */
            expiresAt?: string;
        };
        /** @description The wish for a route as a caller wrote it. */
        RouteWish: {
            /**
             * Format: uuid
             * @description Whose alerts are told.
             */
            communityId: string;
            /**
             * @description What people call the receiver, 1 to 120 characters.
             * @example Duty phone
             */
            name: string;
            /**
             * @description Where requests go.
             * @example https://alerts.example.org/evara
             */
            url: string;
            /** @description Warning unless told. */
            leastSeverity?: components["schemas"]["Severity"];
            /** @description Only of nodes of one category, as they were when the alert opened. */
            category?: components["schemas"]["Category"];
            /**
             * Format: uuid
             * @description Only of this node.
             */
            nodeId?: string;
            /**
             * Format: uuid
             * @description Only of this rule.
             */
            ruleId?: string;
            /** @description True unless told. */
            enabled?: boolean;
            /** @description None unless told. */
            quietHours?: components["schemas"]["QuietHoursWish"];
            /** @description What is usual unless told. */
            pace?: components["schemas"]["PaceWish"];
            /**
             * @description Webhook unless told.
             * @enum {string}
             */
            kind?: "webhook" | "slack" | "http" | "email";
            /** @description Of an http route. */
            template?: components["schemas"]["BodyTemplate"];
            /**
             * @description Sent as the header of that name by an http route, kept sealed and never shown.
             * @example Basic ZXZhcmE6c2VjcmV0
             */
            authorization?: string;
        };
        /** @description What became of a channel's rows. Each row counts once, however often its page was read. */
        RowCounts: {
            /** @description Rows that the cursor passed: the sum of the other two. */
            fetched: number;
            /** @description Rows that became a reading. */
            accepted: number;
            /** @description Rows of which nothing was accepted. */
            rejected: number;
        };
        /** @description A wrong row; the field of each error is its column. */
        RowErrors: {
            /** @description Where it begins, from 1; in JSON its place in the array. */
            line: number;
            errors: components["schemas"]["FieldError"][];
        };
        /** @description A rule. */
        Rule: {
            /**
             * Format: uuid
             * @description Name of the rule in the API.
             */
            id: string;
            /** @description Counts the rule's changes from 1; it is also its ETag. */
            version: number;
            /**
             * Format: uuid
             * @description The tenant that the rule belongs to.
             */
            communityId: string;
            /**
             * @description What its alerts are called, 1 to 120 characters.
             * @example Roof tank runs dry
             */
            name: string;
            /** @description The nodes that it watches. */
            binding: components["schemas"]["Binding"];
            /** @description When it raises an alert. */
            condition: components["schemas"]["Condition"];
            /** @description How much such an alert matters. */
            severity: components["schemas"]["Severity"];
            /** @description Whether it is judged at all. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description When it was written.
             */
            createdAt: string;
            /**
             * @description Key of the template that it came of; null when a person wrote it.
             * @example tank-runs-dry
             */
            template: string | null;
        };
        /** @description Rules of a community, as a file has them. */
        RuleFile: {
            rules: components["schemas"]["RuleOfFile"][];
        };
        /** @description A rule without its community. */
        RuleOfFile: {
            /**
             * @description What its alerts are called, 1 to 120 characters.
             * @example Roof tank runs dry
             */
            name: string;
            /** @description The nodes that it watches. */
            binding: components["schemas"]["Binding"];
            /** @description When it raises an alert. */
            condition: components["schemas"]["Condition"];
            /** @description How much such an alert matters. */
            severity: components["schemas"]["Severity"];
            /** @description True unless told. */
            enabled?: boolean;
        };
        /** @description A rule that makes sense for the nodes of a category wherever they stand. */
        RuleTemplate: {
            /**
             * @description Its name, the same for ever.
             * @example tank-runs-dry
             */
            key: string;
            /** @description Whose nodes its rule watches. */
            category: components["schemas"]["Category"];
            /**
             * @description What its alerts are called.
             * @example Tank runs dry
             */
            name: string;
            /** @description When they open. */
            condition: components["schemas"]["Condition"];
            /** @description How much they matter. */
            severity: components["schemas"]["Severity"];
            /**
             * @description Why these numbers, for whoever changes them.
             * @example below a fifth people run out within a day
             */
            reason: string;
        };
        /** @description All templates at once. */
        RuleTemplates: {
            items: components["schemas"]["RuleTemplate"][];
        };
        /** @description The wish for a rule. */
        RuleWish: {
            /**
             * @description What its alerts are called, 1 to 120 characters.
             * @example Roof tank runs dry
             */
            name: string;
            /**
             * Format: uuid
             * @description The tenant that the rule belongs to.
             */
            communityId: string;
            /** @description The nodes that it watches. */
            binding: components["schemas"]["Binding"];
            /** @description When it raises an alert. */
            condition: components["schemas"]["Condition"];
            /** @description How much such an alert matters. */
            severity: components["schemas"]["Severity"];
            /** @description True unless told. */
            enabled?: boolean;
        };
        /** @description A reading as a device sends it. */
        SentReading: {
            /**
             * Format: date-time
             * @description When it was measured; a single reading may leave it out and gets the time of its acceptance.
             */
            recordedAt?: string;
            /**
             * Format: uuid
             * @description May be left out; the key's node.
             */
            nodeId?: string;
            /** @description Values by name of the metric catalogue, at most 32. */
            metrics: components["schemas"]["Metrics"];
        };
        /** @description A reading, an array of them, or an object that has such an array. */
        SentReadings: components["schemas"]["SentReading"] | components["schemas"]["SentReading"][] | components["schemas"]["ReadingList"];
        /** @description Series of one request. */
        SeriesAnswer: {
            /**
             * Format: date-time
             * @description Where the first step begins: at or before what was asked for.
             */
            from: string;
            /**
             * Format: date-time
             * @description Where the last step ends.
             */
            to: string;
            /**
             * @description What they were made from.
             * @enum {string}
             */
            resolution: "raw" | "15m" | "day";
            /**
             * @description How far points lie apart, as ISO 8601 writes it.
             * @example PT1H
             */
            step: string;
            /**
             * @description Where days begin.
             * @example Asia/Kolkata
             */
            zone: string;
            /** @description By node as asked and then by metric; one for each that a node has. */
            series: components["schemas"]["NodeSeries"][];
        };
        /** @description An access token, for the header `Authorization`. */
        Session: {
            /** @example eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjMGZmZWUifQ.c2lnbmF0dXJl */
            accessToken: string;
            /** @enum {string} */
            tokenType: "bearer";
            /**
             * @description Seconds until it expires.
             * @example 3600
             */
            expiresIn: number;
            /**
             * Format: date-time
             * @description When it expires.
             */
            expiresAt: string;
        };
        /** @description The wish to add or change a distributor. */
        SetDistributor: {
            /** @example Deccan Metering */
            name: string;
            /** @example deccan-metering */
            slug: string;
        };
        /** @description The wish for a group. */
        SetGroup: {
            /**
             * Format: uuid
             * @description Where.
             */
            communityId?: string;
            /**
             * @description 1 to 64 characters, unique in the community.
             * @example North tanks
             */
            name: string;
        };
        /** @description The wish for a pipeline. */
        SetPipeline: {
            /**
             * Format: uuid
             * @description Where the water comes from.
             */
            fromNodeId: string;
            /**
             * Format: uuid
             * @description Where it goes.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            toNodeId: string;
            /** @example Roof tank, block C */
            label?: string;
            /**
             * @description Inner diameter.
             * @example 110
             */
            diameterMm?: number;
            /**
             * @description Up to 500 places that it passes between its ends, each latitude and longitude in degrees.
             * @example [
             *       [
             *         17.4456,
             *         78.3497
             *       ]
             *     ]
             */
            line?: number[][];
        };
        /** @description The wish to let somebody act, or to stop them. */
        SetProfile: {
            /** @example community_admin */
            role: components["schemas"]["Role"];
            /** Format: uuid */
            distributorId?: string;
            /** Format: uuid */
            communityId?: string;
            /** Format: uuid */
            customerId?: string;
            /** @description Whether they may do anything at all. */
            active: boolean;
        };
        /** @description The wish for a maintenance window. */
        SetWindow: {
            /**
             * Format: uuid
             * @description In all of which; this or a node.
             */
            communityId?: string;
            /**
             * Format: uuid
             * @description On which node; null: on all of the community.
             */
            nodeId?: string;
            /**
             * Format: date-time
             * @description The first instant of it.
             * @example 2026-03-01T06:30:00Z
             */
            startsAt: string;
            /**
             * Format: date-time
             * @description The first instant after it, at most 90 days later.
             * @example 2026-03-01T12:30:00Z
             */
            endsAt: string;
            /**
             * @description For people.
             * @example Mains shut
             */
            reason: string;
        };
        /**
         * @description How much an alert matters.
         * @enum {string}
         */
        Severity: "info" | "warning" | "critical";
        /** @description A node has been silent for longer than it may. That it is, the registry says, by what is known of its source: a pipeline or a source that stands still makes nobody silent. */
        SilenceCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "silence";
            /** @description How long it must have been silent, beyond the patience that the node has, before the alert is raised; 0: at once. */
            afterSeconds: number;
            /** @description How long after its registration the alert is raised when nothing has ever come from it; null: never. */
            neverReportedAfterSeconds?: number | null;
        };
        /** @description The wish for a silence as a caller wrote it. */
        SilenceWish: {
            /**
             * Format: uuid
             * @description Whose alerts it is about.
             */
            communityId: string;
            /**
             * Format: uuid
             * @description Those of one node.
             */
            nodeId?: string;
            /**
             * Format: uuid
             * @description Those of one rule.
             */
            ruleId?: string;
            /** @description Those that matter just so much. */
            severity?: components["schemas"]["Severity"];
            /** @description Those of nodes of one category, as they were when the alert opened. */
            category?: components["schemas"]["Category"];
            /**
             * Format: date-time
             * @description Since when nothing is told; now unless told.
             * @example 2035-03-01T06:30:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description When it ends by itself, at most 90 days later.
             * @example 2035-03-01T12:30:00Z
             */
            until: string;
            /**
             * @description Why, 1 to 500 characters.
             * @example Tank is cleaned
             */
            reason: string;
        };
        /** @description One reading of a span. */
        SpanReading: {
            /**
             * Format: date-time
             * @description When the device took it.
             */
            recordedAt: string;
            /** @description What it carried of what was asked for, in the catalogue's order. */
            metrics: components["schemas"]["Metrics"];
        };
        /** @description What somebody wants to have imported. */
        StartHistory: {
            /**
             * @description How far back, 1 to 400.
             * @example 30
             */
            days: number;
        };
        /** @description A test that was begun. */
        StartedTest: {
            /**
             * Format: uuid
             * @description Of the test.
             */
            deliveryId: string;
        };
        /** @description What there is in a caller's scope. */
        Stats: {
            nodes: components["schemas"]["NodeCounts"];
        };
        /** @description An entry's place. */
        StreamPlace: {
            /** @description Of the stream. */
            partition: number;
            /**
             * @description In the partition.
             * @example 1772346600000-0
             */
            id: string;
            /**
             * @description Of the partition.
             * @example 6f1d
             */
            generation: string;
        };
        /** @description Which alerts go to a channel: all that fit everything that is given, of those that the person sees. */
        Subscription: {
            /**
             * Format: uuid
             * @description Name of the subscription in the API.
             */
            id: string;
            /** @description Counts the subscription's changes from 1; it is also its ETag. */
            version: number;
            /**
             * Format: uuid
             * @description Where they are told.
             */
            channelId: string;
            /** @description Alerts that matter less are not told. */
            leastSeverity: components["schemas"]["Severity"];
            /** @description Those of nodes of one kind. */
            kind: components["schemas"]["Kind"] | null;
            /** @description Those of nodes of one category, as they were when the alert opened. */
            category: components["schemas"]["Category"] | null;
            /**
             * Format: uuid
             * @description Those of one community.
             */
            communityId: string | null;
            /**
             * Format: uuid
             * @description Those of one node.
             */
            nodeId: string | null;
            /** @description Whether their ends are told, too. */
            resolved: boolean;
            /**
             * Format: date-time
             * @description When it was set up.
             */
            createdAt: string;
        };
        /** @description The wish for a subscription as a caller wrote it. */
        SubscriptionWish: {
            /**
             * Format: uuid
             * @description Where they are told.
             */
            channelId: string;
            /** @description Warning unless told. */
            leastSeverity?: components["schemas"]["Severity"];
            /** @description Those of nodes of one kind, when no category is given. */
            kind?: components["schemas"]["Kind"];
            /** @description Those of nodes of one category. */
            category?: components["schemas"]["Category"];
            /**
             * Format: uuid
             * @description Those of one community, when no node is given.
             */
            communityId?: string;
            /**
             * Format: uuid
             * @description Those of one node.
             */
            nodeId?: string;
            /** @description Whether their ends are told, too; true unless told. */
            resolved?: boolean;
        };
        /** @description A tank being filled or drained: from one turn of its level to the next. */
        Swing: {
            /**
             * @description Which of the two.
             * @enum {string}
             */
            type: "FILL" | "DRAIN";
            /**
             * Format: date-time
             * @description When the level stood at its turn.
             */
            from: string;
            /**
             * Format: date-time
             * @description When it stood at the next one, or last.
             */
            to: string;
            /** @description In the metric's unit. */
            fromLevel: number;
            /** @description In the metric's unit. */
            toLevel: number;
            /** @description By how much; negative where it was drained. */
            change: number;
            /** @description On average over that time. */
            changePerHour: number;
        };
        /** @description What a tank's level did over a span. */
        TankEvents: {
            /**
             * Format: uuid
             * @description The tank.
             */
            nodeId: string;
            /** @description Of which levels. */
            metric: components["schemas"]["Metric"];
            /**
             * @description Of levels.
             * @example %
             */
            unit: string;
            /** @description What was taken for scatter. */
            leastChange: number;
            /** @description Fills and drains, oldest first. */
            events: components["schemas"]["Swing"][];
            /** @description By how much all fills together. */
            filled: number;
            /** @description By how much all drains together; not negative. */
            drained: number;
            /** @description How long it lasts, by the end of the span; null when there are too few levels. */
            outlook: components["schemas"]["Outlook"] | null;
        };
        /** @description What is kept of a removed distributor, community or customer, for a while. */
        TenantExport: {
            /**
             * Format: uuid
             * @description Names the export.
             */
            id: string;
            /**
             * @description What it was.
             * @enum {string}
             */
            level: "distributor" | "community" | "customer";
            /**
             * Format: uuid
             * @description Which one; nothing is found under it any more.
             */
            tenantId: string;
            /**
             * @description Its name for people.
             * @example North campus
             */
            name: string;
            /** Format: uuid */
            distributorId: string;
            /** Format: uuid */
            communityId: string | null;
            /** Format: uuid */
            customerId: string | null;
            /** Format: date-time */
            deletedAt: string;
            /**
             * @description Whoever removed it: a token's subject or an API key.
             * @example c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c
             */
            deletedBy: string;
            /**
             * Format: date-time
             * @description When the export goes, too.
             */
            keptUntil: string;
            /**
             * Format: uri-reference
             * @description The tenant, what belonged to it, and its audit: lines of JSON.
             * @example /api/v2/tenant-exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/registry
             */
            file: string;
        };
        /**
         * @description An entry as it was taken.
         * @example {
         *       "channel_id": 4711,
         *       "entry_id": 12,
         *       "field1": "182.5"
         *     }
         */
        ThingSpeakAnswer: {
            [key: string]: (number | string) | null;
        };
        /** @description Many entries. */
        ThingSpeakBulk: {
            /** @example ABCDEFGHIJKLMNOP */
            writeApiKey: string;
            updates: components["schemas"]["ThingSpeakEntry"][];
        };
        /** @description An entry as a device sends it. */
        ThingSpeakEntry: {
            /** @example ABCDEFGHIJKLMNOP */
            apiKey?: string;
            /** @example 182.5 */
            field1?: string;
            /** @example 3.7 */
            field2?: string;
            /** @example  */
            field3?: string;
            /** @example  */
            field4?: string;
            /** @example  */
            field5?: string;
            /** @example  */
            field6?: string;
            /** @example  */
            field7?: string;
            /** @example  */
            field8?: string;
            /**
             * @description When it was measured.
             * @example 2026-03-01T06:30:00Z
             */
            createdAt?: string;
            /** @example ok */
            status?: string;
        };
        /** @description That entries were taken. */
        ThingSpeakTaken: {
            /** @example true */
            success: boolean;
        };
        /** @description A metric compares with a fixed value, and goes on doing so for a while. */
        Threshold: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "threshold";
            /** @description What is compared, a number. */
            metric: components["schemas"]["Metric"];
            /**
             * @description How.
             * @example lt
             * @enum {string}
             */
            operator: "gt" | "gte" | "lt" | "lte" | "eq" | "neq";
            /**
             * @description The value that it is compared with, in the metric's unit.
             * @example 20
             */
            threshold: number;
            /**
             * @description The value that must be reached for the alert to be over, on the quiet side of the threshold (hysteresis); null: over as soon as the comparison no longer holds.
             * @example 40
             */
            clearThreshold?: number | null;
            /**
             * @description How long the comparison must hold before the alert is raised; 0: at once.
             * @example 300
             */
            durationSeconds?: number;
        };
        /** @description A well while its pump runs and until it runs again. Depths are metres below the well's head. */
        WellCycle: {
            /** @description The water before the pump ran. */
            restDepthM: number;
            /** @description The water at its deepest while it ran. */
            deepestM: number;
            /** @description By how much it fell. */
            drawDownM: number;
            /** @description Flow for each metre of draw-down; null without either. */
            specificCapacityLpmPerM: number | null;
            /** @description From the pump's end until nine tenths of the draw-down had come back; null when that was not seen. */
            recoverySeconds: number | null;
        };
    };
    responses: {
        /** @description The request cannot be understood or accepted. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request shows nothing that opens this route. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller may not do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing in the caller's scope. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It has been changed since. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing of it was accepted. */
        UnprocessableContent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `If-Match` is missing. */
        PreconditionRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much was asked. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It cannot be done at the moment. */
        ServiceUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something else went wrong. */
        Other: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAlertRoutes: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "Duty phone",
                     *           "url": "https://alerts.example.org/evara",
                     *           "leastSeverity": "info",
                     *           "category": "OHT",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "enabled": true,
                     *           "quietHours": {
                     *             "from": "22:00",
                     *             "until": "22:00",
                     *             "timeZone": "Asia/Kolkata",
                     *             "critical": true
                     *           },
                     *           "pace": {
                     *             "groupSeconds": 3,
                     *             "afterMinutes": 3,
                     *             "repeatMinutes": 3,
                     *             "cooldownMinutes": 3
                     *           },
                     *           "kind": "webhook",
                     *           "template": {
                     *             "contentType": "application/json",
                     *             "body": "{\"text\": \"{{short}}\"}"
                     *           },
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "failures": 3,
                     *           "restsUntil": "2026-03-01T06:30:00Z",
                     *           "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AlertRoute"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addAlertRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "name": "Duty phone",
                 *       "url": "https://alerts.example.org/evara",
                 *       "leastSeverity": "info",
                 *       "category": "OHT",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "enabled": true,
                 *       "quietHours": {
                 *         "from": "22:00",
                 *         "until": "06:00",
                 *         "timeZone": "Asia/Kolkata",
                 *         "critical": true
                 *       },
                 *       "pace": {
                 *         "groupSeconds": 30,
                 *         "afterMinutes": 0,
                 *         "repeatMinutes": 0,
                 *         "cooldownMinutes": 0
                 *       },
                 *       "kind": "webhook"
                 *     }
                 */
                "application/json": components["schemas"]["RouteWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Duty phone",
                     *       "url": "https://alerts.example.org/evara",
                     *       "leastSeverity": "info",
                     *       "category": "OHT",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "enabled": true,
                     *       "quietHours": {
                     *         "from": "22:00",
                     *         "until": "22:00",
                     *         "timeZone": "Asia/Kolkata",
                     *         "critical": true
                     *       },
                     *       "pace": {
                     *         "groupSeconds": 3,
                     *         "afterMinutes": 3,
                     *         "repeatMinutes": 3,
                     *         "cooldownMinutes": 3
                     *       },
                     *       "kind": "webhook",
                     *       "template": {
                     *         "contentType": "application/json",
                     *         "body": "{\"text\": \"{{short}}\"}"
                     *       },
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "failures": 3,
                     *       "restsUntil": "2026-03-01T06:30:00Z",
                     *       "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *     }
                     */
                    "application/json": components["schemas"]["AlertRoute"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `route_name_taken` `too_many_routes`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAlertRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Duty phone",
                     *       "url": "https://alerts.example.org/evara",
                     *       "leastSeverity": "info",
                     *       "category": "OHT",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "enabled": true,
                     *       "quietHours": {
                     *         "from": "22:00",
                     *         "until": "22:00",
                     *         "timeZone": "Asia/Kolkata",
                     *         "critical": true
                     *       },
                     *       "pace": {
                     *         "groupSeconds": 3,
                     *         "afterMinutes": 3,
                     *         "repeatMinutes": 3,
                     *         "cooldownMinutes": 3
                     *       },
                     *       "kind": "webhook",
                     *       "template": {
                     *         "contentType": "application/json",
                     *         "body": "{\"text\": \"{{short}}\"}"
                     *       },
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "failures": 3,
                     *       "restsUntil": "2026-03-01T06:30:00Z",
                     *       "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *     }
                     */
                    "application/json": components["schemas"]["AlertRoute"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeAlertRoute: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "name": "Duty phone",
                 *       "url": "https://alerts.example.org/evara",
                 *       "leastSeverity": "info",
                 *       "category": "OHT",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "enabled": true,
                 *       "quietHours": {
                 *         "from": "22:00",
                 *         "until": "06:00",
                 *         "timeZone": "Asia/Kolkata",
                 *         "critical": true
                 *       },
                 *       "pace": {
                 *         "groupSeconds": 30,
                 *         "afterMinutes": 0,
                 *         "repeatMinutes": 0,
                 *         "cooldownMinutes": 0
                 *       },
                 *       "kind": "webhook"
                 *     }
                 */
                "application/json": components["schemas"]["RouteWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Duty phone",
                     *       "url": "https://alerts.example.org/evara",
                     *       "leastSeverity": "info",
                     *       "category": "OHT",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "enabled": true,
                     *       "quietHours": {
                     *         "from": "22:00",
                     *         "until": "22:00",
                     *         "timeZone": "Asia/Kolkata",
                     *         "critical": true
                     *       },
                     *       "pace": {
                     *         "groupSeconds": 3,
                     *         "afterMinutes": 3,
                     *         "repeatMinutes": 3,
                     *         "cooldownMinutes": 3
                     *       },
                     *       "kind": "webhook",
                     *       "template": {
                     *         "contentType": "application/json",
                     *         "body": "{\"text\": \"{{short}}\"}"
                     *       },
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "failures": 3,
                     *       "restsUntil": "2026-03-01T06:30:00Z",
                     *       "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *     }
                     */
                    "application/json": components["schemas"]["AlertRoute"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `route_name_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeAlertRoute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    testAlertRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deliveryId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *     }
                     */
                    "application/json": components["schemas"]["StartedTest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Only to this receiver. */
                route?: string;
                /** @description Only of this community. */
                community?: string;
                state?: "waiting" | "delivered" | "failed" | "spared" | "grouped";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "routeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "alertId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "event": "opened",
                     *           "state": "waiting",
                     *           "groupId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "attempts": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "dueAt": "2026-03-01T06:30:00Z",
                     *           "endedAt": "2026-03-01T06:30:00Z",
                     *           "held": "quiet_hours",
                     *           "lastError": "status 503"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Delivery"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `delivery_not_failed` `delivery_overtaken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listSilences: {
        parameters: {
            query?: {
                /** @description Only of this community. */
                community?: string;
                state?: "all" | "current";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "severity": "info",
                     *           "category": "OHT",
                     *           "from": "2026-03-01T06:30:00Z",
                     *           "until": "2026-03-01T06:30:00Z",
                     *           "reason": "Tank is cleaned",
                     *           "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "endedAt": "2026-03-01T06:30:00Z",
                     *           "endedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "state": "pending"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AlertSilence"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addSilence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "severity": "info",
                 *       "category": "OHT",
                 *       "from": "2035-03-01T06:30:00Z",
                 *       "until": "2035-03-01T12:30:00Z",
                 *       "reason": "Tank is cleaned"
                 *     }
                 */
                "application/json": components["schemas"]["SilenceWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "severity": "info",
                     *       "category": "OHT",
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "until": "2026-03-01T06:30:00Z",
                     *       "reason": "Tank is cleaned",
                     *       "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "endedAt": "2026-03-01T06:30:00Z",
                     *       "endedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "state": "pending"
                     *     }
                     */
                    "application/json": components["schemas"]["AlertSilence"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "severity": "info",
                     *       "category": "OHT",
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "until": "2026-03-01T06:30:00Z",
                     *       "reason": "Tank is cleaned",
                     *       "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "endedAt": "2026-03-01T06:30:00Z",
                     *       "endedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "state": "pending"
                     *     }
                     */
                    "application/json": components["schemas"]["AlertSilence"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    endSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "severity": "info",
                     *       "category": "OHT",
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "until": "2026-03-01T06:30:00Z",
                     *       "reason": "Tank is cleaned",
                     *       "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "endedAt": "2026-03-01T06:30:00Z",
                     *       "endedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "state": "pending"
                     *     }
                     */
                    "application/json": components["schemas"]["AlertSilence"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `silence_over`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                state?: "open" | "resolved" | "all";
                /** @description Only of this node. */
                node?: string;
                /** @description Only of this community. */
                community?: string;
                /** @description Only of this rule. */
                rule?: string;
                severity?: components["schemas"]["Severity"];
                /** @description Only of nodes that were of this category when the alert opened. */
                category?: components["schemas"]["Category"];
                /** @description True: only those that somebody has acknowledged; false: that nobody has. */
                acknowledged?: boolean;
                /** @description Only those that opened then or later. */
                from?: string;
                /** @description Only those that opened before. */
                until?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "state": "open",
                     *           "severity": "info",
                     *           "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "ruleVersion": 3,
                     *           "ruleName": "Roof tank runs dry",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "metric": "water_level_percent",
                     *           "operator": "gt",
                     *           "threshold": 20.5,
                     *           "value": 20.5,
                     *           "lastValue": 20.5,
                     *           "lastValueAt": "2026-03-01T06:30:00Z",
                     *           "pendingSince": "2026-03-01T06:30:00Z",
                     *           "openedAt": "2026-03-01T06:30:00Z",
                     *           "acknowledgedAt": "2026-03-01T06:30:00Z",
                     *           "acknowledgedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "resolvedAt": "2026-03-01T06:30:00Z",
                     *           "resolvedReason": "cleared",
                     *           "resolvedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "message": "Water level 18.5 %, below 20 %."
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Alert"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAlertStatistics: {
        parameters: {
            query?: {
                /** @description Only of this community. */
                community?: string;
                /** @description Alerts that opened then or later; 30 days before the end unless told. */
                from?: string;
                /** @description Alerts that opened before; now unless told, 400 days behind from at most. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "until": "2026-03-01T06:30:00Z",
                     *       "all": {
                     *         "opened": 3,
                     *         "open": 3,
                     *         "acknowledge": {
                     *           "count": 3,
                     *           "medianSeconds": 20.5,
                     *           "p90Seconds": 20.5
                     *         },
                     *         "resolve": {
                     *           "count": 3,
                     *           "medianSeconds": 20.5,
                     *           "p90Seconds": 20.5
                     *         }
                     *       },
                     *       "bySeverity": [
                     *         {
                     *           "severity": "info",
                     *           "count": {
                     *             "opened": 3,
                     *             "open": 3,
                     *             "acknowledge": {
                     *               "count": 3,
                     *               "medianSeconds": 20.5,
                     *               "p90Seconds": 20.5
                     *             },
                     *             "resolve": {
                     *               "count": 3,
                     *               "medianSeconds": 20.5,
                     *               "p90Seconds": 20.5
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "noisiestRules": [
                     *         {
                     *           "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "ruleName": "Roof tank runs dry",
                     *           "opened": 3,
                     *           "nodes": 3
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AlertStatistics"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "open",
                     *       "severity": "info",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleVersion": 3,
                     *       "ruleName": "Roof tank runs dry",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "metric": "water_level_percent",
                     *       "operator": "gt",
                     *       "threshold": 20.5,
                     *       "value": 20.5,
                     *       "lastValue": 20.5,
                     *       "lastValueAt": "2026-03-01T06:30:00Z",
                     *       "pendingSince": "2026-03-01T06:30:00Z",
                     *       "openedAt": "2026-03-01T06:30:00Z",
                     *       "acknowledgedAt": "2026-03-01T06:30:00Z",
                     *       "acknowledgedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "resolvedAt": "2026-03-01T06:30:00Z",
                     *       "resolvedReason": "cleared",
                     *       "resolvedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "message": "Water level 18.5 %, below 20 %."
                     *     }
                     */
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Pump restarted, level rises again."
                 *     }
                 */
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "open",
                     *       "severity": "info",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleVersion": 3,
                     *       "ruleName": "Roof tank runs dry",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "metric": "water_level_percent",
                     *       "operator": "gt",
                     *       "threshold": 20.5,
                     *       "value": 20.5,
                     *       "lastValue": 20.5,
                     *       "lastValueAt": "2026-03-01T06:30:00Z",
                     *       "pendingSince": "2026-03-01T06:30:00Z",
                     *       "openedAt": "2026-03-01T06:30:00Z",
                     *       "acknowledgedAt": "2026-03-01T06:30:00Z",
                     *       "acknowledgedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "resolvedAt": "2026-03-01T06:30:00Z",
                     *       "resolvedReason": "cleared",
                     *       "resolvedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "message": "Water level 18.5 %, below 20 %."
                     *     }
                     */
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `alert_resolved`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    resolveAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Pump restarted, level rises again."
                 *     }
                 */
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "open",
                     *       "severity": "info",
                     *       "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "ruleVersion": 3,
                     *       "ruleName": "Roof tank runs dry",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "metric": "water_level_percent",
                     *       "operator": "gt",
                     *       "threshold": 20.5,
                     *       "value": 20.5,
                     *       "lastValue": 20.5,
                     *       "lastValueAt": "2026-03-01T06:30:00Z",
                     *       "pendingSince": "2026-03-01T06:30:00Z",
                     *       "openedAt": "2026-03-01T06:30:00Z",
                     *       "acknowledgedAt": "2026-03-01T06:30:00Z",
                     *       "acknowledgedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "resolvedAt": "2026-03-01T06:30:00Z",
                     *       "resolvedReason": "cleared",
                     *       "resolvedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "message": "Water level 18.5 %, below 20 %."
                     *     }
                     */
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `alert_resolved`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "text": "Pump restarted, level rises again."
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Comment"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Pump restarted, level rises again."
                 *     }
                 */
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2026-03-01T06:30:00Z",
                     *       "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "text": "Pump restarted, level rises again."
                     *     }
                     */
                    "application/json": components["schemas"]["Comment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Rows of this subject. */
                actor?: string;
                /** @description Such as added. */
                action?: string;
                /** @description Rows about this kind of thing. */
                subjectType?: string;
                /** @description Rows about the thing of this id. */
                subject?: string;
                /** @description Rows from this time on. */
                from?: string;
                /** @description Rows before this time. */
                to?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "registry-4711",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "actor": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "action": "changed",
                     *           "subjectType": "customer",
                     *           "subjectId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "before": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "after": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "requestId": "7f9c2ba4e88f827d",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       },
                     *       "unavailable": [
                     *         {
                     *           "part": "latest",
                     *           "reason": "service_unreachable"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                        /** @description Services whose rows are missing; they follow once they are back. */
                        unavailable: components["schemas"]["MissingPart"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description Rows of this subject. */
                actor?: string;
                /** @description Such as added. */
                action?: string;
                /** @description Rows about this kind of thing. */
                subjectType?: string;
                /** @description Rows about the thing of this id. */
                subject?: string;
                /** @description Rows from this time on. */
                from?: string;
                /** @description Rows before this time. */
                to?: string;
                format?: "csv" | "ndjson";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "registry-4711",
                     *       "at": "2026-03-01T06:30:00Z",
                     *       "actor": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "action": "changed",
                     *       "subjectType": "customer",
                     *       "subjectId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "before": {
                     *         "key": "roof-tank-1"
                     *       },
                     *       "after": {
                     *         "key": "roof-tank-1"
                     *       },
                     *       "address": "203.0.113.7",
                     *       "requestId": "7f9c2ba4e88f827d",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["AuditEntry"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listRegistryAudit: {
        parameters: {
            query?: {
                /** @description Rows of this subject. */
                actor?: string;
                /** @description Such as added. */
                action?: string;
                /** @description Rows about this kind of thing. */
                subjectType?: string;
                /** @description Rows about the thing of this id. */
                subject?: string;
                /** @description Rows from this time on. */
                from?: string;
                /** @description Rows before this time. */
                to?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "registry-4711",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "actor": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "action": "changed",
                     *           "subjectType": "customer",
                     *           "subjectId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "before": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "after": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "requestId": "7f9c2ba4e88f827d",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "cursor": "bjox"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditRow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listAlertingAudit: {
        parameters: {
            query?: {
                /** @description Rows of this subject. */
                actor?: string;
                /** @description Such as added. */
                action?: string;
                /** @description Rows about this kind of thing. */
                subjectType?: string;
                /** @description Rows about the thing of this id. */
                subject?: string;
                /** @description Rows from this time on. */
                from?: string;
                /** @description Rows before this time. */
                to?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "registry-4711",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "actor": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "action": "changed",
                     *           "subjectType": "customer",
                     *           "subjectId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "before": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "after": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "requestId": "7f9c2ba4e88f827d",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "cursor": "bjox"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditRow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listTelemetryAudit: {
        parameters: {
            query?: {
                /** @description Rows of this subject. */
                actor?: string;
                /** @description Such as added. */
                action?: string;
                /** @description Rows about this kind of thing. */
                subjectType?: string;
                /** @description Rows about the thing of this id. */
                subject?: string;
                /** @description Rows from this time on. */
                from?: string;
                /** @description Rows before this time. */
                to?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "registry-4711",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "actor": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "action": "changed",
                     *           "subjectType": "customer",
                     *           "subjectId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "before": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "after": {
                     *             "key": "roof-tank-1"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "requestId": "7f9c2ba4e88f827d",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "cursor": "bjox"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditRow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getChannelMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "channelId": 3,
                     *       "hasReadApiKey": true,
                     *       "intervalSeconds": 3,
                     *       "fields": [
                     *         {
                     *           "field": 3,
                     *           "metric": "water_level_cm",
                     *           "scale": 20.5,
                     *           "offset": 20.5,
                     *           "words": {
                     *             "1": "RUNNING"
                     *           }
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ChannelMapping"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    mapChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channelId": 1234567,
                 *       "readApiKey": "ABCDEFGHIJKLMNOP",
                 *       "intervalSeconds": 15,
                 *       "fields": [
                 *         {
                 *           "field": 1,
                 *           "metric": "water_level_cm",
                 *           "scale": -1,
                 *           "offset": 250
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChannelWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "channelId": 3,
                     *       "hasReadApiKey": true,
                     *       "intervalSeconds": 3,
                     *       "fields": [
                     *         {
                     *           "field": 3,
                     *           "metric": "water_level_cm",
                     *           "scale": 20.5,
                     *           "offset": 20.5,
                     *           "words": {
                     *             "1": "RUNNING"
                     *           }
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ChannelMapping"];
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "channelId": 3,
                     *       "hasReadApiKey": true,
                     *       "intervalSeconds": 3,
                     *       "fields": [
                     *         {
                     *           "field": 3,
                     *           "metric": "water_level_cm",
                     *           "scale": 20.5,
                     *           "offset": 20.5,
                     *           "words": {
                     *             "1": "RUNNING"
                     *           }
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ChannelMapping"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `channel_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    unmapChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    previewChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channelId": 3,
                     *       "lastEntryId": 3,
                     *       "rows": [
                     *         {
                     *           "entryId": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "fields": {
                     *             "field1": "182.5"
                     *           },
                     *           "recordedAt": "2026-03-01T06:30:00Z",
                     *           "metrics": {
                     *             "water_level_cm": 182.5,
                     *             "battery_v": 3.7
                     *           },
                     *           "rejections": [
                     *             {
                     *               "reason": "not_a_number",
                     *               "field": "metrics.ph",
                     *               "value": "99",
                     *               "allowed": "a number from 0 to 14"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Too much was asked. Codes: `thingspeak_rate_limit`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another system did not answer as it should. Codes: `thingspeak_key_refused` `thingspeak_not_found` `thingspeak_timeout`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done at the moment. Codes: `thingspeak_rests` `read_key_unreadable`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    previewMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channelId": 1234567,
                 *       "readApiKey": "ABCDEFGHIJKLMNOP",
                 *       "intervalSeconds": 15,
                 *       "fields": [
                 *         {
                 *           "field": 1,
                 *           "metric": "water_level_cm",
                 *           "scale": -1,
                 *           "offset": 250
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChannelWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channelId": 3,
                     *       "lastEntryId": 3,
                     *       "rows": [
                     *         {
                     *           "entryId": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "fields": {
                     *             "field1": "182.5"
                     *           },
                     *           "recordedAt": "2026-03-01T06:30:00Z",
                     *           "metrics": {
                     *             "water_level_cm": 182.5,
                     *             "battery_v": 3.7
                     *           },
                     *           "rejections": [
                     *             {
                     *               "reason": "not_a_number",
                     *               "field": "metrics.ph",
                     *               "value": "99",
                     *               "allowed": "a number from 0 to 14"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Too much was asked. Codes: `thingspeak_rate_limit`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another system did not answer as it should. Codes: `thingspeak_key_refused` `thingspeak_not_found` `thingspeak_timeout`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done at the moment. Codes: `thingspeak_rests` `read_key_unreadable`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    listPolledChannels: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "channelId": 3,
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "priority": 3,
                     *           "intervalSeconds": 3,
                     *           "nextDueAt": "2026-03-01T06:30:00Z",
                     *           "cursor": {
                     *             "epoch": 3,
                     *             "entryId": 3
                     *           },
                     *           "failures": 3,
                     *           "lastSuccessAt": "2026-03-01T06:30:00Z",
                     *           "lastRowAt": "2026-03-01T06:30:00Z",
                     *           "lastError": {
                     *             "kind": "timeout",
                     *             "message": "no answer within 10 s",
                     *             "at": "2026-03-01T06:30:00Z"
                     *           },
                     *           "rows": {
                     *             "fetched": 3,
                     *             "accepted": 3,
                     *             "rejected": 3
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["PolledChannel"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getPolledChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channel": {
                     *         "channelId": 3,
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "priority": 3,
                     *         "intervalSeconds": 3,
                     *         "nextDueAt": "2026-03-01T06:30:00Z",
                     *         "cursor": {
                     *           "epoch": 3,
                     *           "entryId": 3
                     *         },
                     *         "failures": 3,
                     *         "lastSuccessAt": "2026-03-01T06:30:00Z",
                     *         "lastRowAt": "2026-03-01T06:30:00Z",
                     *         "lastError": {
                     *           "kind": "timeout",
                     *           "message": "no answer within 10 s",
                     *           "at": "2026-03-01T06:30:00Z"
                     *         },
                     *         "rows": {
                     *           "fetched": 3,
                     *           "accepted": 3,
                     *           "rejected": 3
                     *         }
                     *       },
                     *       "rejections": [
                     *         {
                     *           "reason": "not_a_number",
                     *           "rows": 3,
                     *           "values": 3
                     *         }
                     *       ],
                     *       "latestRejections": [
                     *         {
                     *           "entryId": 3,
                     *           "reason": "not_a_number",
                     *           "field": "field1",
                     *           "value": "99",
                     *           "allowed": "a number from 0 to 14",
                     *           "noticedAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ChannelReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getChannelHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "channelId": 3,
                     *       "state": "source_down",
                     *       "source": {
                     *         "name": "thingspeak",
                     *         "answering": true
                     *       },
                     *       "schedule": {
                     *         "intervalSeconds": 20.5,
                     *         "nextDueAt": "2026-03-01T06:30:00Z",
                     *         "lateSeconds": 20.5,
                     *         "lastSuccessAt": "2026-03-01T06:30:00Z",
                     *         "failures": 3
                     *       },
                     *       "lastRowAt": "2026-03-01T06:30:00Z",
                     *       "lastError": {
                     *         "kind": "timeout",
                     *         "message": "no answer within 10 s",
                     *         "at": "2026-03-01T06:30:00Z"
                     *       },
                     *       "missingRows": 3,
                     *       "backgroundError": "too_large",
                     *       "rows": {
                     *         "fetched": 3,
                     *         "accepted": 3,
                     *         "rejected": 3
                     *       },
                     *       "rejections": [
                     *         {
                     *           "reason": "not_a_number",
                     *           "rows": 3,
                     *           "values": 3
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ChannelHealth"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channelId": 3,
                     *       "days": 3,
                     *       "state": "running",
                     *       "progressPercent": 3,
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "readUntil": "2026-03-01T06:30:00Z",
                     *       "startedAt": "2026-03-01T06:30:00Z",
                     *       "endedAt": "2026-03-01T06:30:00Z",
                     *       "rowsRead": 3,
                     *       "rowsAccepted": 3,
                     *       "lastError": "too_large"
                     *     }
                     */
                    "application/json": components["schemas"]["HistoryRead"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    startHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "days": 30
                 *     }
                 */
                "application/json": components["schemas"]["StartHistory"];
            };
        };
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channelId": 3,
                     *       "days": 3,
                     *       "state": "running",
                     *       "progressPercent": 3,
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "readUntil": "2026-03-01T06:30:00Z",
                     *       "startedAt": "2026-03-01T06:30:00Z",
                     *       "endedAt": "2026-03-01T06:30:00Z",
                     *       "rowsRead": 3,
                     *       "rowsAccepted": 3,
                     *       "lastError": "too_large"
                     *     }
                     */
                    "application/json": components["schemas"]["HistoryRead"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    endHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getDeviceChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Tank 7",
                     *       "fields": [
                     *         {
                     *           "field": 3,
                     *           "metric": "water_level_cm",
                     *           "scale": 20.5,
                     *           "offset": 20.5,
                     *           "words": {
                     *             "1": "RUNNING"
                     *           }
                     *         }
                     *       ],
                     *       "lastEntryId": 3,
                     *       "version": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "updatedAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeDeviceChannel: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Tank 7",
                 *       "fields": [
                 *         {
                 *           "field": 1,
                 *           "metric": "water_level_cm",
                 *           "scale": -1,
                 *           "offset": 250
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DeviceChannelWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Tank 7",
                     *       "fields": [
                     *         {
                     *           "field": 3,
                     *           "metric": "water_level_cm",
                     *           "scale": 20.5,
                     *           "offset": 20.5,
                     *           "words": {
                     *             "1": "RUNNING"
                     *           }
                     *         }
                     *       ],
                     *       "lastEntryId": 3,
                     *       "version": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "updatedAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addDeviceChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Tank 7",
                 *       "fields": [
                 *         {
                 *           "field": 1,
                 *           "metric": "water_level_cm",
                 *           "scale": -1,
                 *           "offset": 250
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DeviceChannelWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channel": {
                     *         "id": 3,
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "name": "Tank 7",
                     *         "fields": [
                     *           {
                     *             "field": 3,
                     *             "metric": "water_level_cm",
                     *             "scale": 20.5,
                     *             "offset": 20.5,
                     *             "words": {
                     *               "1": "RUNNING"
                     *             }
                     *           }
                     *         ],
                     *         "lastEntryId": 3,
                     *         "version": 3,
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "updatedAt": "2026-03-01T06:30:00Z"
                     *       },
                     *       "writeApiKey": "ABCDEFGHIJKLMNOP",
                     *       "readApiKey": "QRSTUVWXYZABCDEF"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedDeviceChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `channel_exists`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeDeviceChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    rotateDeviceChannelKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channel": {
                     *         "id": 3,
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "name": "Tank 7",
                     *         "fields": [
                     *           {
                     *             "field": 3,
                     *             "metric": "water_level_cm",
                     *             "scale": 20.5,
                     *             "offset": 20.5,
                     *             "words": {
                     *               "1": "RUNNING"
                     *             }
                     *           }
                     *         ],
                     *         "lastEntryId": 3,
                     *         "version": 3,
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "updatedAt": "2026-03-01T06:30:00Z"
                     *       },
                     *       "writeApiKey": "ABCDEFGHIJKLMNOP",
                     *       "readApiKey": "QRSTUVWXYZABCDEF"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedDeviceChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description Only those refused so. */
                reason?: "unreadable" | "refused_by_database";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "telemetry-17",
                     *           "path": "/api/v2/dead-letters/telemetry/17",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "group": "telemetry",
                     *           "entry": {
                     *             "partition": 3,
                     *             "id": "1772346600000-0",
                     *             "generation": "6f1d"
                     *           },
                     *           "reason": "unreadable",
                     *           "detail": "PSQLException: numeric field overflow",
                     *           "state": "waiting",
                     *           "replays": 3,
                     *           "replayedAt": "2026-03-01T06:30:00Z",
                     *           "bytes": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       },
                     *       "unavailable": [
                     *         {
                     *           "part": "latest",
                     *           "reason": "service_unreachable"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DeadLetter"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                        /** @description Services whose rows are missing; they follow once they are back. */
                        unavailable: components["schemas"]["MissingPart"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listRegistryDeadLetters: {
        parameters: {
            query?: {
                /** @description Only those refused so. */
                reason?: "unreadable" | "refused_by_database";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "telemetry-17",
                     *           "path": "/api/v2/dead-letters/telemetry/17",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "group": "telemetry",
                     *           "entry": {
                     *             "partition": 3,
                     *             "id": "1772346600000-0",
                     *             "generation": "6f1d"
                     *           },
                     *           "reason": "unreadable",
                     *           "detail": "PSQLException: numeric field overflow",
                     *           "state": "waiting",
                     *           "replays": 3,
                     *           "replayedAt": "2026-03-01T06:30:00Z",
                     *           "bytes": 3,
                     *           "cursor": "bjox"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DeadLetterRow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getRegistryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "letter": {
                     *         "id": "telemetry-17",
                     *         "path": "/api/v2/dead-letters/telemetry/17",
                     *         "at": "2026-03-01T06:30:00Z",
                     *         "group": "telemetry",
                     *         "entry": {
                     *           "partition": 3,
                     *           "id": "1772346600000-0",
                     *           "generation": "6f1d"
                     *         },
                     *         "reason": "unreadable",
                     *         "detail": "PSQLException: numeric field overflow",
                     *         "state": "waiting",
                     *         "replays": 3,
                     *         "replayedAt": "2026-03-01T06:30:00Z",
                     *         "bytes": 3,
                     *         "cursor": "bjox"
                     *       },
                     *       "envelope": {
                     *         "schema": 3,
                     *         "kind": 3,
                     *         "key": 3,
                     *         "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                     *       },
                     *       "readings": {
                     *         "nodeNumber": 3,
                     *         "source": "http",
                     *         "acceptedAt": "2026-03-01T06:30:00Z",
                     *         "readings": [
                     *           {
                     *             "recordedAt": "2026-03-01T06:30:00Z",
                     *             "metrics": {
                     *               "water_level_cm": 182.5,
                     *               "battery_v": 3.7
                     *             }
                     *           }
                     *         ]
                     *       },
                     *       "content": "AQGA2Mc="
                     *     }
                     */
                    "application/json": components["schemas"]["DeadLetterContent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    discardRegistryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    replayRegistryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listAlertingDeadLetters: {
        parameters: {
            query?: {
                /** @description Only those refused so. */
                reason?: "unreadable" | "refused_by_database";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "telemetry-17",
                     *           "path": "/api/v2/dead-letters/telemetry/17",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "group": "telemetry",
                     *           "entry": {
                     *             "partition": 3,
                     *             "id": "1772346600000-0",
                     *             "generation": "6f1d"
                     *           },
                     *           "reason": "unreadable",
                     *           "detail": "PSQLException: numeric field overflow",
                     *           "state": "waiting",
                     *           "replays": 3,
                     *           "replayedAt": "2026-03-01T06:30:00Z",
                     *           "bytes": 3,
                     *           "cursor": "bjox"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DeadLetterRow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAlertingDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "letter": {
                     *         "id": "telemetry-17",
                     *         "path": "/api/v2/dead-letters/telemetry/17",
                     *         "at": "2026-03-01T06:30:00Z",
                     *         "group": "telemetry",
                     *         "entry": {
                     *           "partition": 3,
                     *           "id": "1772346600000-0",
                     *           "generation": "6f1d"
                     *         },
                     *         "reason": "unreadable",
                     *         "detail": "PSQLException: numeric field overflow",
                     *         "state": "waiting",
                     *         "replays": 3,
                     *         "replayedAt": "2026-03-01T06:30:00Z",
                     *         "bytes": 3,
                     *         "cursor": "bjox"
                     *       },
                     *       "envelope": {
                     *         "schema": 3,
                     *         "kind": 3,
                     *         "key": 3,
                     *         "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                     *       },
                     *       "readings": {
                     *         "nodeNumber": 3,
                     *         "source": "http",
                     *         "acceptedAt": "2026-03-01T06:30:00Z",
                     *         "readings": [
                     *           {
                     *             "recordedAt": "2026-03-01T06:30:00Z",
                     *             "metrics": {
                     *               "water_level_cm": 182.5,
                     *               "battery_v": 3.7
                     *             }
                     *           }
                     *         ]
                     *       },
                     *       "content": "AQGA2Mc="
                     *     }
                     */
                    "application/json": components["schemas"]["DeadLetterContent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    discardAlertingDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    replayAlertingDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listTelemetryDeadLetters: {
        parameters: {
            query?: {
                /** @description Only those refused so. */
                reason?: "unreadable" | "refused_by_database";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "telemetry-17",
                     *           "path": "/api/v2/dead-letters/telemetry/17",
                     *           "at": "2026-03-01T06:30:00Z",
                     *           "group": "telemetry",
                     *           "entry": {
                     *             "partition": 3,
                     *             "id": "1772346600000-0",
                     *             "generation": "6f1d"
                     *           },
                     *           "reason": "unreadable",
                     *           "detail": "PSQLException: numeric field overflow",
                     *           "state": "waiting",
                     *           "replays": 3,
                     *           "replayedAt": "2026-03-01T06:30:00Z",
                     *           "bytes": 3,
                     *           "cursor": "bjox"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DeadLetterRow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTelemetryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "letter": {
                     *         "id": "telemetry-17",
                     *         "path": "/api/v2/dead-letters/telemetry/17",
                     *         "at": "2026-03-01T06:30:00Z",
                     *         "group": "telemetry",
                     *         "entry": {
                     *           "partition": 3,
                     *           "id": "1772346600000-0",
                     *           "generation": "6f1d"
                     *         },
                     *         "reason": "unreadable",
                     *         "detail": "PSQLException: numeric field overflow",
                     *         "state": "waiting",
                     *         "replays": 3,
                     *         "replayedAt": "2026-03-01T06:30:00Z",
                     *         "bytes": 3,
                     *         "cursor": "bjox"
                     *       },
                     *       "envelope": {
                     *         "schema": 3,
                     *         "kind": 3,
                     *         "key": 3,
                     *         "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                     *       },
                     *       "readings": {
                     *         "nodeNumber": 3,
                     *         "source": "http",
                     *         "acceptedAt": "2026-03-01T06:30:00Z",
                     *         "readings": [
                     *           {
                     *             "recordedAt": "2026-03-01T06:30:00Z",
                     *             "metrics": {
                     *               "water_level_cm": 182.5,
                     *               "battery_v": 3.7
                     *             }
                     *           }
                     *         ]
                     *       },
                     *       "content": "AQGA2Mc="
                     *     }
                     */
                    "application/json": components["schemas"]["DeadLetterContent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    discardTelemetryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    replayTelemetryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "nodeKey": "roof-tank-1",
                     *           "nodeLabel": "Roof tank, block C",
                     *           "kind": "TANK",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "deletedAt": "2026-03-01T06:30:00Z",
                     *           "deletedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "keptUntil": "2026-03-01T06:30:00Z",
                     *           "files": {
                     *             "registry": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/registry",
                     *             "telemetry": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/telemetry",
                     *             "alerting": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/alerting"
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Export"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeKey": "roof-tank-1",
                     *       "nodeLabel": "Roof tank, block C",
                     *       "kind": "TANK",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "deletedAt": "2026-03-01T06:30:00Z",
                     *       "deletedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "keptUntil": "2026-03-01T06:30:00Z",
                     *       "files": {
                     *         "registry": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/registry",
                     *         "telemetry": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/telemetry",
                     *         "alerting": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/alerting"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Export"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getRegistryExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "node",
                     *       "value": {
                     *         "key": "roof-tank-1"
                     *       }
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["ExportLine"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listTenantExports: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "level": "distributor",
                     *           "tenantId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "North campus",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "deletedAt": "2026-03-01T06:30:00Z",
                     *           "deletedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "keptUntil": "2026-03-01T06:30:00Z",
                     *           "file": "/api/v2/tenant-exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/registry"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["TenantExport"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTenantExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "node",
                     *       "value": {
                     *         "key": "roof-tank-1"
                     *       }
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["ExportLine"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTelemetryExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `export_not_ready`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAlertingExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `export_not_ready`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "operator@example.org",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The session's cookie, HttpOnly and SameSite=Strict. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjMGZmZWUifQ.c2lnbmF0dXJl",
                     *       "tokenType": "bearer",
                     *       "expiresIn": 3600,
                     *       "expiresAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The request shows nothing that opens this route. Codes: `bad_credentials`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type that is not taken. Codes: `not_json`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The session's cookie, HttpOnly and SameSite=Strict. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjMGZmZWUifQ.c2lnbmF0dXJl",
                     *       "tokenType": "bearer",
                     *       "expiresIn": 3600,
                     *       "expiresAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The request shows nothing that opens this route. Codes: `no_session`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this. Codes: `other_site`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    /** @description The session's cookie, HttpOnly and SameSite=Strict. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description The caller may not do this. Codes: `other_site`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done at the moment. Codes: `sign_out_not_told`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    openLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is a WebSocket from here on. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood or accepted. Codes: `no_web_socket`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    readEvents: {
        parameters: {
            query?: {
                /** @description Up to 100 ids of nodes, joined by commas; all that the caller may see unless told. */
                nodes?: string;
                /** @description Up to 100 ids of communities, joined by commas; not beside nodes. */
                communities?: string;
                /** @description Readings, alerts, status, joined by commas; readings and alerts unless told. */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It is not answered in a form that the caller reads. Codes: `no_event_stream`. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "UP"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description It cannot be done at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "UP"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "UP"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description It cannot be done at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "UP"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    getDocument: {
        parameters: {
            query?: {
                /** @description Of the API; v1 unless told. */
                version?: "v1" | "v2";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Other"];
        };
    };
    getDocumentAsYaml: {
        parameters: {
            query?: {
                /** @description Of the API; v1 unless told. */
                version?: "v1" | "v2";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Other"];
        };
    };
    getSwaggerUi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Other"];
        };
    };
    getSwaggerUiFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                    "text/css": string;
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Other"];
        };
    };
    getReDoc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Other"];
        };
    };
    getReDocFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Other"];
        };
    };
    sendReadings: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recordedAt": "2026-03-01T06:30:00Z",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "metrics": {
                 *         "water_level_cm": 182.5,
                 *         "battery_v": 3.7
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SentReadings"];
                /**
                 * @example {
                 *       "recordedAt": "2026-03-01T06:30:00Z",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "metrics": {
                 *         "water_level_cm": 182.5,
                 *         "battery_v": 3.7
                 *       }
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["SentReading"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "index": 3,
                     *           "status": "accepted",
                     *           "reason": "implausible",
                     *           "errors": [
                     *             {
                     *               "field": "geometry.heightCm",
                     *               "value": "-5",
                     *               "allowed": "a number above 0"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Results"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description The body is too large. Codes: `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a type that is not taken. Codes: `unsupported_media_type`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing of it was accepted. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "index": 3,
                     *           "status": "accepted",
                     *           "reason": "implausible",
                     *           "errors": [
                     *             {
                     *               "field": "geometry.heightCm",
                     *               "value": "-5",
                     *               "allowed": "a number above 0"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description Too much was asked. Codes: `device_too_fast`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be done at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "index": 3,
                     *           "status": "accepted",
                     *           "reason": "implausible",
                     *           "errors": [
                     *             {
                     *               "field": "geometry.heightCm",
                     *               "value": "-5",
                     *               "allowed": "a number above 0"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Results"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    listCorrections: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordedAt": "2026-03-01T06:30:00Z",
                     *           "author": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "reason": "sensor under water",
                     *           "acceptedAt": "2026-03-01T06:30:00Z",
                     *           "before": {
                     *             "water_level_cm": 182.5,
                     *             "battery_v": 3.7
                     *           },
                     *           "after": {
                     *             "water_level_cm": 182.5,
                     *             "battery_v": 3.7
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["MadeCorrection"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    correctReadings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "sensor under water",
                 *       "readings": [
                 *         {
                 *           "recordedAt": "2026-03-01T06:30:00Z",
                 *           "metrics": {
                 *             "water_level_cm": 182.5,
                 *             "battery_v": 3.7
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CorrectionRequest"];
            };
        };
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "format": "thingspeak",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "state": "receiving",
                     *           "received": 3,
                     *           "read": 3,
                     *           "counts": {
                     *             "rows": 3,
                     *             "stored": 3,
                     *             "merged": 3,
                     *             "duplicate": 3,
                     *             "conflict": 3,
                     *             "rejected": 3,
                     *             "errors": 3
                     *           },
                     *           "failure": "no column recorded_at",
                     *           "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "finishedAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Import"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "format": "thingspeak",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "fields": [
                 *         {
                 *           "field": 1,
                 *           "metric": "water_level_cm",
                 *           "scale": -1,
                 *           "offset": 250
                 *         }
                 *       ],
                 *       "timeZone": "Asia/Kolkata"
                 *     }
                 */
                "application/json": components["schemas"]["ImportWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "format": "thingspeak",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "receiving",
                     *       "received": 3,
                     *       "read": 3,
                     *       "counts": {
                     *         "rows": 3,
                     *         "stored": 3,
                     *         "merged": 3,
                     *         "duplicate": 3,
                     *         "conflict": 3,
                     *         "rejected": 3,
                     *         "errors": 3
                     *       },
                     *       "failure": "no column recorded_at",
                     *       "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "finishedAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `too_many_imports`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "format": "thingspeak",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "receiving",
                     *       "received": 3,
                     *       "read": 3,
                     *       "counts": {
                     *         "rows": 3,
                     *         "stored": 3,
                     *         "merged": 3,
                     *         "duplicate": 3,
                     *         "conflict": 3,
                     *         "rejected": 3,
                     *         "errors": 3
                     *       },
                     *       "failure": "no column recorded_at",
                     *       "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "finishedAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "format": "thingspeak",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "receiving",
                     *       "received": 3,
                     *       "read": 3,
                     *       "counts": {
                     *         "rows": 3,
                     *         "stored": 3,
                     *         "merged": 3,
                     *         "duplicate": 3,
                     *         "conflict": 3,
                     *         "rejected": 3,
                     *         "errors": 3
                     *       },
                     *       "failure": "no column recorded_at",
                     *       "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "finishedAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `import_over`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    sendImportContent: {
        parameters: {
            query: {
                /** @description Bytes that came before this part. */
                offset: number;
                /** @description Whether this is the last part. */
                last?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "format": "thingspeak",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "state": "receiving",
                     *       "received": 3,
                     *       "read": 3,
                     *       "counts": {
                     *         "rows": 3,
                     *         "stored": 3,
                     *         "merged": 3,
                     *         "duplicate": 3,
                     *         "conflict": 3,
                     *         "rejected": 3,
                     *         "errors": 3
                     *       },
                     *       "failure": "no column recorded_at",
                     *       "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "finishedAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `import_moved` `import_over`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listImportErrors: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "line": 3,
                     *           "column": "Level",
                     *           "value": "99",
                     *           "reason": "Mains shut",
                     *           "allowed": "a number from 0 to 14"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ImportError"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "k3m9x2q7w1z8r5t4",
                     *           "name": "Billing",
                     *           "role": "superadmin",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "expiresAt": "2026-03-01T06:30:00Z",
                     *           "lastUsedAt": "2026-03-01T06:30:00Z",
                     *           "revokedAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    issueApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Billing",
                 *       "role": "viewer",
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "validDays": 90
                 *     }
                 */
                "application/json": components["schemas"]["IssueApiKey"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "apiKey": {
                     *         "id": "k3m9x2q7w1z8r5t4",
                     *         "name": "Billing",
                     *         "role": "superadmin",
                     *         "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "expiresAt": "2026-03-01T06:30:00Z",
                     *         "lastUsedAt": "2026-03-01T06:30:00Z",
                     *         "revokedAt": "2026-03-01T06:30:00Z"
                     *       },
                     *       "key": "eva_k3m9x2q7w1z8r5t4_s3cr3t"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listDeviceKeys: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "k3m9x2q7w1z8r5t4",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "expiresAt": "2026-03-01T06:30:00Z",
                     *           "revokedAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DeviceKey"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    issueDeviceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "expiresAt": "2035-03-01T06:30:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["IssueDeviceKey"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "k3m9x2q7w1z8r5t4",
                     *       "key": "evd_k3m9x2q7w1z8r5t4_s3cr3t",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "expiresAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedDeviceKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `too_many_keys`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    revokeDeviceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    rotateDeviceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "expiresAt": "2035-03-01T06:30:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["RotateDeviceKey"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "k3m9x2q7w1z8r5t4",
                     *       "key": "evd_k3m9x2q7w1z8r5t4_s3cr3t",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "expiresAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedDeviceKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `too_many_keys`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listClaimTokens: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "k3m9x2q7w1z8r5t4",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "expiresAt": "2026-03-01T06:30:00Z",
                     *           "state": "open",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ClaimToken"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    issueClaimToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "validHours": 72
                 *     }
                 */
                "application/json": components["schemas"]["IssueClaimToken"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "claimToken": {
                     *         "id": "k3m9x2q7w1z8r5t4",
                     *         "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "createdBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "expiresAt": "2026-03-01T06:30:00Z",
                     *         "state": "open",
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *       },
                     *       "token": "evc_k3m9x2q7w1z8r5t4_s3cr3t"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedClaimToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    withdrawClaimToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `claim_token_used` `claim_token_withdrawn` `claim_token_expired` `claim_token_void` `node_key_taken` `plan_exhausted`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "node": {
                 *         "key": "roof-tank-1",
                 *         "label": "Roof tank, block C",
                 *         "category": "OHT",
                 *         "coordinates": {
                 *           "latitude": 17.4456,
                 *           "longitude": 78.3497
                 *         },
                 *         "locationName": "Block C",
                 *         "timeZone": "Asia/Kolkata",
                 *         "geometry": {
                 *           "capacityLitres": 5000,
                 *           "heightCm": 200,
                 *           "sensorOffsetCm": 10
                 *         },
                 *         "expectedIntervalSeconds": 60,
                 *         "offlineAfterSeconds": 180,
                 *         "tags": [
                 *           "roof"
                 *         ],
                 *         "groups": [
                 *           "North tanks"
                 *         ],
                 *         "firmwareRevision": "2.4.1",
                 *         "hardwareRevision": "B"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ClaimNode"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "node": {
                     *         "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "key": "roof-tank-1",
                     *         "label": "Roof tank, block C",
                     *         "category": "OHT",
                     *         "kind": "TANK",
                     *         "coordinates": {
                     *           "latitude": 17.4456,
                     *           "longitude": 78.3497
                     *         },
                     *         "locationName": "Block C",
                     *         "timeZone": "Asia/Kolkata",
                     *         "geometry": {
                     *           "capacityLitres": 5000,
                     *           "heightCm": 200,
                     *           "sensorOffsetCm": 10
                     *         },
                     *         "expectedIntervalSeconds": 60,
                     *         "offlineAfterSeconds": 180,
                     *         "tags": [
                     *           "roof"
                     *         ],
                     *         "groups": [
                     *           "North tanks"
                     *         ],
                     *         "firmwareRevision": "2.4.1",
                     *         "hardwareRevision": "B",
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "version": 3
                     *       },
                     *       "deviceKey": {
                     *         "id": "k3m9x2q7w1z8r5t4",
                     *         "key": "evd_k3m9x2q7w1z8r5t4_s3cr3t",
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "expiresAt": "2026-03-01T06:30:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Claimed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description It cannot be done as things are. Codes: `node_key_taken` `plan_exhausted`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listCalibrations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "metric": "water_level_cm",
                     *           "validFrom": "2026-03-01T06:30:00Z",
                     *           "validUntil": "2026-03-01T06:30:00Z",
                     *           "scale": 20.5,
                     *           "offset": 20.5,
                     *           "points": [
                     *             {
                     *               "said": 20.5,
                     *               "true": 20.5
                     *             }
                     *           ],
                     *           "note": "checked with a dip stick",
                     *           "createdAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Calibration"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addCalibration: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "metric": "water_level_cm",
                 *       "validFrom": "2026-03-01T06:30:00Z",
                 *       "scale": 1.02,
                 *       "offset": -3.5,
                 *       "note": "checked with a dip stick"
                 *     }
                 */
                "application/json": components["schemas"]["AddCalibration"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "metric": "water_level_cm",
                     *       "validFrom": "2026-03-01T06:30:00Z",
                     *       "validUntil": "2026-03-01T06:30:00Z",
                     *       "scale": 20.5,
                     *       "offset": 20.5,
                     *       "points": [
                     *         {
                     *           "said": 20.5,
                     *           "true": 20.5
                     *         }
                     *       ],
                     *       "note": "checked with a dip stick",
                     *       "createdAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Calibration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `calibration_overlaps` `too_many_calibrations`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeCalibration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                calibration: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listDevices: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "serial": "WT-2208-0117",
                     *           "hardwareRevision": "B",
                     *           "firmwareRevision": "2.4.1",
                     *           "installedAt": "2026-03-01T06:30:00Z",
                     *           "removedAt": "2026-03-01T06:30:00Z",
                     *           "note": "checked with a dip stick"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Device"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    replaceDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "serial": "WT-2208-0117",
                 *       "hardwareRevision": "B",
                 *       "firmwareRevision": "2.4.1",
                 *       "note": "checked with a dip stick"
                 *     }
                 */
                "application/json": components["schemas"]["InstallDevice"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "serial": "WT-2208-0117",
                     *       "hardwareRevision": "B",
                     *       "firmwareRevision": "2.4.1",
                     *       "installedAt": "2026-03-01T06:30:00Z",
                     *       "removedAt": "2026-03-01T06:30:00Z",
                     *       "note": "checked with a dip stick"
                     *     }
                     */
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listMaintenanceWindows: {
        parameters: {
            query?: {
                /** @description Only of this community. */
                community?: string;
                /** @description Only of this node. */
                node?: string;
                /** @description Only those under way then. */
                at?: string;
                /** @description Only those that end after that. */
                endsAfter?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "startsAt": "2026-03-01T06:30:00Z",
                     *           "endsAt": "2026-03-01T06:30:00Z",
                     *           "reason": "Mains shut",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["MaintenanceWindow"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "startsAt": "2026-03-01T06:30:00Z",
                 *       "endsAt": "2026-03-01T12:30:00Z",
                 *       "reason": "Mains shut"
                 *     }
                 */
                "application/json": components["schemas"]["SetWindow"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "startsAt": "2026-03-01T06:30:00Z",
                     *       "endsAt": "2026-03-01T06:30:00Z",
                     *       "reason": "Mains shut",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "startsAt": "2026-03-01T06:30:00Z",
                     *       "endsAt": "2026-03-01T06:30:00Z",
                     *       "reason": "Mains shut",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeMaintenanceWindow: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "startsAt": "2026-03-01T06:30:00Z",
                 *       "endsAt": "2026-03-01T12:30:00Z",
                 *       "reason": "Mains shut"
                 *     }
                 */
                "application/json": components["schemas"]["SetWindow"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "startsAt": "2026-03-01T06:30:00Z",
                     *       "endsAt": "2026-03-01T06:30:00Z",
                     *       "reason": "Mains shut",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description Only of this community. */
                community?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "North tanks",
                     *           "nodeCount": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Group"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "name": "North tanks"
                 *     }
                 */
                "application/json": components["schemas"]["SetGroup"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North tanks",
                     *       "nodeCount": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `group_name_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North tanks",
                     *       "nodeCount": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    renameGroup: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "name": "North tanks"
                 *     }
                 */
                "application/json": components["schemas"]["SetGroup"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North tanks",
                     *       "nodeCount": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `group_name_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeGroupNodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "add": [
                 *         "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                 *       ],
                 *       "remove": [
                 *         "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChangeNodes"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North tanks",
                     *       "nodeCount": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listPipelines: {
        parameters: {
            query?: {
                /** @description Only of this community. */
                community?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "fromNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "toNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "label": "Roof tank, block C",
                     *           "diameterMm": 20.5,
                     *           "line": [
                     *             [
                     *               17.4456,
                     *               78.3497
                     *             ]
                     *           ],
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Pipeline"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addPipeline: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fromNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "toNodeId": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                 *       "label": "Roof tank, block C",
                 *       "diameterMm": 110,
                 *       "line": [
                 *         [
                 *           17.4456,
                 *           78.3497
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetPipeline"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "fromNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "toNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "label": "Roof tank, block C",
                     *       "diameterMm": 20.5,
                     *       "line": [
                     *         [
                     *           17.4456,
                     *           78.3497
                     *         ]
                     *       ],
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `pipeline_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getPipeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "fromNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "toNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "label": "Roof tank, block C",
                     *       "diameterMm": 20.5,
                     *       "line": [
                     *         [
                     *           17.4456,
                     *           78.3497
                     *         ]
                     *       ],
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changePipeline: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fromNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "toNodeId": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                 *       "label": "Roof tank, block C",
                 *       "diameterMm": 110,
                 *       "line": [
                 *         [
                 *           17.4456,
                 *           78.3497
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetPipeline"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "fromNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "toNodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "label": "Roof tank, block C",
                     *       "diameterMm": 20.5,
                     *       "line": [
                     *         [
                     *           17.4456,
                     *           78.3497
                     *         ]
                     *       ],
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `pipeline_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removePipeline: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listNodes: {
        parameters: {
            query?: {
                /** @description Only of this category. */
                category?: components["schemas"]["Category"];
                /** @description Only of this kind. */
                kind?: components["schemas"]["Kind"];
                /** @description Only of this community. */
                community?: string;
                /** @description Only of this customer. */
                customer?: string;
                /** @description Only with this tag. */
                tag?: string;
                /** @description Only those that are so. */
                status?: components["schemas"]["NodeStatus"];
                /** @description Only of this group. */
                group?: string;
                /** @description Up to 8 beginnings of words; each must begin a word of label, key or location. */
                q?: string;
                /** @description Latitude and longitude; only inside the circle of radius_m. */
                near?: string;
                /** @description 1 to 100,000, with near. */
                radiusM?: number;
                /** @description Distance with near. */
                sort?: "registered" | "-registered" | "label" | "-label" | "distance";
                /** @description Names of fields parted by commas: only these are answered. */
                fields?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "key": "roof-tank-1",
                     *           "label": "Roof tank, block C",
                     *           "category": "OHT",
                     *           "kind": "TANK",
                     *           "coordinates": {
                     *             "latitude": 17.4456,
                     *             "longitude": 78.3497
                     *           },
                     *           "locationName": "Block C",
                     *           "timeZone": "Asia/Kolkata",
                     *           "geometry": {
                     *             "capacityLitres": 5000,
                     *             "heightCm": 200,
                     *             "sensorOffsetCm": 10
                     *           },
                     *           "expectedIntervalSeconds": 60,
                     *           "offlineAfterSeconds": 180,
                     *           "tags": [
                     *             "roof"
                     *           ],
                     *           "groups": [
                     *             "North tanks"
                     *           ],
                     *           "firmwareRevision": "2.4.1",
                     *           "hardwareRevision": "B",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3,
                     *           "status": "MAINTENANCE",
                     *           "lastSeenAt": "2026-03-01T06:30:00Z",
                     *           "silentSince": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ListedNode"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    registerNode: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "key": "roof-tank-1",
                 *       "label": "Roof tank, block C",
                 *       "category": "OHT",
                 *       "coordinates": {
                 *         "latitude": 17.4456,
                 *         "longitude": 78.3497
                 *       },
                 *       "locationName": "Block C",
                 *       "timeZone": "Asia/Kolkata",
                 *       "geometry": {
                 *         "capacityLitres": 5000,
                 *         "heightCm": 200,
                 *         "sensorOffsetCm": 10
                 *       },
                 *       "expectedIntervalSeconds": 60,
                 *       "offlineAfterSeconds": 180,
                 *       "tags": [
                 *         "roof"
                 *       ],
                 *       "groups": [
                 *         "North tanks"
                 *       ],
                 *       "firmwareRevision": "2.4.1",
                 *       "hardwareRevision": "B"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterNode"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "key": "roof-tank-1",
                     *       "label": "Roof tank, block C",
                     *       "category": "OHT",
                     *       "kind": "TANK",
                     *       "coordinates": {
                     *         "latitude": 17.4456,
                     *         "longitude": 78.3497
                     *       },
                     *       "locationName": "Block C",
                     *       "timeZone": "Asia/Kolkata",
                     *       "geometry": {
                     *         "capacityLitres": 5000,
                     *         "heightCm": 200,
                     *         "sensorOffsetCm": 10
                     *       },
                     *       "expectedIntervalSeconds": 60,
                     *       "offlineAfterSeconds": 180,
                     *       "tags": [
                     *         "roof"
                     *       ],
                     *       "groups": [
                     *         "North tanks"
                     *       ],
                     *       "firmwareRevision": "2.4.1",
                     *       "hardwareRevision": "B",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3,
                     *       "status": "MAINTENANCE",
                     *       "lastSeenAt": "2026-03-01T06:30:00Z",
                     *       "silentSince": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Node"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `node_key_taken` `plan_exhausted`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    importNodes: {
        parameters: {
            query?: {
                /** @description All is judged, nothing registered. */
                dryRun?: boolean;
                mode?: "atomic" | "partial";
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "nodes": [
                 *         {
                 *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *           "key": "roof-tank-1",
                 *           "label": "Roof tank, block C",
                 *           "category": "OHT",
                 *           "coordinates": {
                 *             "latitude": 17.4456,
                 *             "longitude": 78.3497
                 *           },
                 *           "locationName": "Block C",
                 *           "timeZone": "Asia/Kolkata",
                 *           "geometry": {
                 *             "capacityLitres": 5000,
                 *             "heightCm": 200,
                 *             "sensorOffsetCm": 10
                 *           },
                 *           "expectedIntervalSeconds": 60,
                 *           "offlineAfterSeconds": 180,
                 *           "tags": [
                 *             "roof"
                 *           ],
                 *           "groups": [
                 *             "North tanks"
                 *           ],
                 *           "firmwareRevision": "2.4.1",
                 *           "hardwareRevision": "B"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImportNodes"];
                /**
                 * @example community_id,key,label,category,time_zone,expected_interval_seconds
                 *     3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de,roof-tank-1,Roof tank,OHT,Asia/Kolkata,60
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": true,
                     *       "total": 3,
                     *       "right": 3,
                     *       "wrong": 3,
                     *       "created": [
                     *         {
                     *           "line": 3,
                     *           "key": "roof-tank-1",
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *         }
                     *       ],
                     *       "errors": [
                     *         {
                     *           "line": 3,
                     *           "errors": [
                     *             {
                     *               "field": "geometry.heightCm",
                     *               "value": "-5",
                     *               "allowed": "a number above 0"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Nothing of it was accepted. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": true,
                     *       "total": 3,
                     *       "right": 3,
                     *       "wrong": 3,
                     *       "created": [
                     *         {
                     *           "line": 3,
                     *           "key": "roof-tank-1",
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *         }
                     *       ],
                     *       "errors": [
                     *         {
                     *           "line": 3,
                     *           "errors": [
                     *             {
                     *               "field": "geometry.heightCm",
                     *               "value": "-5",
                     *               "allowed": "a number above 0"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    exportNodes: {
        parameters: {
            query?: {
                /** @description Only of this category. */
                category?: components["schemas"]["Category"];
                /** @description Only of this kind. */
                kind?: components["schemas"]["Kind"];
                /** @description Only of this community. */
                community?: string;
                /** @description Only of this customer. */
                customer?: string;
                /** @description Only with this tag. */
                tag?: string;
                /** @description Only those that are so. */
                status?: components["schemas"]["NodeStatus"];
                /** @description Only of this group. */
                group?: string;
                /** @description Beginnings of words of label. */
                q?: string;
                /** @description Latitude and longitude. */
                near?: string;
                /** @description 1 to 100,000, with near. */
                radiusM?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "key": "roof-tank-1",
                     *       "label": "Roof tank, block C",
                     *       "category": "OHT",
                     *       "kind": "TANK",
                     *       "coordinates": {
                     *         "latitude": 17.4456,
                     *         "longitude": 78.3497
                     *       },
                     *       "locationName": "Block C",
                     *       "timeZone": "Asia/Kolkata",
                     *       "geometry": {
                     *         "capacityLitres": 5000,
                     *         "heightCm": 200,
                     *         "sensorOffsetCm": 10
                     *       },
                     *       "expectedIntervalSeconds": 60,
                     *       "offlineAfterSeconds": 180,
                     *       "tags": [
                     *         "roof"
                     *       ],
                     *       "groups": [
                     *         "North tanks"
                     *       ],
                     *       "firmwareRevision": "2.4.1",
                     *       "hardwareRevision": "B",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3,
                     *       "status": "MAINTENANCE",
                     *       "lastSeenAt": "2026-03-01T06:30:00Z",
                     *       "silentSince": "2026-03-01T06:30:00Z",
                     *       "latest": {
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "kind": "TANK",
                     *         "recordedAt": "2026-03-01T06:30:00Z",
                     *         "metrics": {
                     *           "water_level_cm": 182.5,
                     *           "battery_v": 3.7
                     *         }
                     *       },
                     *       "activeAlerts": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "state": "open",
                     *           "severity": "info",
                     *           "ruleId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "ruleVersion": 3,
                     *           "ruleName": "Roof tank runs dry",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "metric": "water_level_percent",
                     *           "operator": "gt",
                     *           "threshold": 20.5,
                     *           "value": 20.5,
                     *           "lastValue": 20.5,
                     *           "lastValueAt": "2026-03-01T06:30:00Z",
                     *           "pendingSince": "2026-03-01T06:30:00Z",
                     *           "openedAt": "2026-03-01T06:30:00Z",
                     *           "acknowledgedAt": "2026-03-01T06:30:00Z",
                     *           "acknowledgedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "resolvedAt": "2026-03-01T06:30:00Z",
                     *           "resolvedReason": "cleared",
                     *           "resolvedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "message": "Water level 18.5 %, below 20 %."
                     *         }
                     *       ],
                     *       "unavailable": [
                     *         {
                     *           "part": "latest",
                     *           "reason": "service_unreachable"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NodeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeNode: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "key": "roof-tank-1",
                 *       "label": "Roof tank, block C",
                 *       "category": "OHT",
                 *       "coordinates": {
                 *         "latitude": 17.4456,
                 *         "longitude": 78.3497
                 *       },
                 *       "locationName": "Block C",
                 *       "timeZone": "Asia/Kolkata",
                 *       "geometry": {
                 *         "capacityLitres": 5000,
                 *         "heightCm": 200,
                 *         "sensorOffsetCm": 10
                 *       },
                 *       "expectedIntervalSeconds": 60,
                 *       "offlineAfterSeconds": 180,
                 *       "tags": [
                 *         "roof"
                 *       ],
                 *       "groups": [
                 *         "North tanks"
                 *       ],
                 *       "firmwareRevision": "2.4.1",
                 *       "hardwareRevision": "B"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterNode"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "key": "roof-tank-1",
                     *       "label": "Roof tank, block C",
                     *       "category": "OHT",
                     *       "kind": "TANK",
                     *       "coordinates": {
                     *         "latitude": 17.4456,
                     *         "longitude": 78.3497
                     *       },
                     *       "locationName": "Block C",
                     *       "timeZone": "Asia/Kolkata",
                     *       "geometry": {
                     *         "capacityLitres": 5000,
                     *         "heightCm": 200,
                     *         "sensorOffsetCm": 10
                     *       },
                     *       "expectedIntervalSeconds": 60,
                     *       "offlineAfterSeconds": 180,
                     *       "tags": [
                     *         "roof"
                     *       ],
                     *       "groups": [
                     *         "North tanks"
                     *       ],
                     *       "firmwareRevision": "2.4.1",
                     *       "hardwareRevision": "B",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3,
                     *       "status": "MAINTENANCE",
                     *       "lastSeenAt": "2026-03-01T06:30:00Z",
                     *       "silentSince": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Node"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `node_key_taken` `plan_exhausted`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    deleteNode: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeKey": "roof-tank-1",
                     *       "nodeLabel": "Roof tank, block C",
                     *       "kind": "TANK",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "deletedAt": "2026-03-01T06:30:00Z",
                     *       "deletedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "keptUntil": "2026-03-01T06:30:00Z",
                     *       "files": {
                     *         "registry": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/registry",
                     *         "telemetry": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/telemetry",
                     *         "alerting": "/api/v2/exports/3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de/alerting"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Export"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listNotificationChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "name": "My phone",
                     *           "kind": "webhook",
                     *           "url": "mailto:asha@example.org",
                     *           "template": {
                     *             "contentType": "application/json",
                     *             "body": "{\"text\": \"{{short}}\"}"
                     *           },
                     *           "enabled": true,
                     *           "quietHours": {
                     *             "from": "22:00",
                     *             "until": "22:00",
                     *             "timeZone": "Asia/Kolkata",
                     *             "critical": true
                     *           },
                     *           "groupSeconds": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "failures": 3,
                     *           "restsUntil": "2026-03-01T06:30:00Z",
                     *           "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["NotificationChannel"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addNotificationChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My phone",
                 *       "kind": "email",
                 *       "url": "mailto:asha@example.org",
                 *       "enabled": true,
                 *       "quietHours": {
                 *         "from": "22:00",
                 *         "until": "06:00",
                 *         "timeZone": "Asia/Kolkata",
                 *         "critical": true
                 *       },
                 *       "groupSeconds": 30
                 *     }
                 */
                "application/json": components["schemas"]["NotificationChannelWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "name": "My phone",
                     *       "kind": "webhook",
                     *       "url": "mailto:asha@example.org",
                     *       "template": {
                     *         "contentType": "application/json",
                     *         "body": "{\"text\": \"{{short}}\"}"
                     *       },
                     *       "enabled": true,
                     *       "quietHours": {
                     *         "from": "22:00",
                     *         "until": "22:00",
                     *         "timeZone": "Asia/Kolkata",
                     *         "critical": true
                     *       },
                     *       "groupSeconds": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "failures": 3,
                     *       "restsUntil": "2026-03-01T06:30:00Z",
                     *       "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `too_many_notification_channels`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getNotificationChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "name": "My phone",
                     *       "kind": "webhook",
                     *       "url": "mailto:asha@example.org",
                     *       "template": {
                     *         "contentType": "application/json",
                     *         "body": "{\"text\": \"{{short}}\"}"
                     *       },
                     *       "enabled": true,
                     *       "quietHours": {
                     *         "from": "22:00",
                     *         "until": "22:00",
                     *         "timeZone": "Asia/Kolkata",
                     *         "critical": true
                     *       },
                     *       "groupSeconds": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "failures": 3,
                     *       "restsUntil": "2026-03-01T06:30:00Z",
                     *       "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeNotificationChannel: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My phone",
                 *       "kind": "email",
                 *       "url": "mailto:asha@example.org",
                 *       "enabled": true,
                 *       "quietHours": {
                 *         "from": "22:00",
                 *         "until": "06:00",
                 *         "timeZone": "Asia/Kolkata",
                 *         "critical": true
                 *       },
                 *       "groupSeconds": 30
                 *     }
                 */
                "application/json": components["schemas"]["NotificationChannelWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "name": "My phone",
                     *       "kind": "webhook",
                     *       "url": "mailto:asha@example.org",
                     *       "template": {
                     *         "contentType": "application/json",
                     *         "body": "{\"text\": \"{{short}}\"}"
                     *       },
                     *       "enabled": true,
                     *       "quietHours": {
                     *         "from": "22:00",
                     *         "until": "22:00",
                     *         "timeZone": "Asia/Kolkata",
                     *         "critical": true
                     *       },
                     *       "groupSeconds": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "failures": 3,
                     *       "restsUntil": "2026-03-01T06:30:00Z",
                     *       "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationChannel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeNotificationChannel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    testNotificationChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deliveryId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *     }
                     */
                    "application/json": components["schemas"]["StartedTest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `test_under_way`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "leastSeverity": "info",
                     *           "kind": "TANK",
                     *           "category": "OHT",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "resolved": true,
                     *           "createdAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Subscription"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "leastSeverity": "info",
                 *       "category": "OHT",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "resolved": true
                 *     }
                 */
                "application/json": components["schemas"]["SubscriptionWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "leastSeverity": "info",
                     *       "kind": "TANK",
                     *       "category": "OHT",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "resolved": true,
                     *       "createdAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `too_many_subscriptions`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "leastSeverity": "info",
                     *       "kind": "TANK",
                     *       "category": "OHT",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "resolved": true,
                     *       "createdAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeSubscription: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "leastSeverity": "info",
                 *       "category": "OHT",
                 *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "resolved": true
                 *     }
                 */
                "application/json": components["schemas"]["SubscriptionWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "leastSeverity": "info",
                     *       "kind": "TANK",
                     *       "category": "OHT",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "resolved": true,
                     *       "createdAt": "2026-03-01T06:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listOwnDeliveries: {
        parameters: {
            query?: {
                /** @description Only to this channel. */
                channel?: string;
                state?: "waiting" | "delivered" | "failed" | "spared";
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "event": "opened",
                     *           "alertId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "alerts": 3,
                     *           "state": "waiting",
                     *           "attempts": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "dueAt": "2026-03-01T06:30:00Z",
                     *           "endedAt": "2026-03-01T06:30:00Z",
                     *           "held": "quiet_hours",
                     *           "lastError": "status 503"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["OwnDelivery"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    exportNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "exportedAt": "2026-03-01T06:30:00Z",
                     *       "channels": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "name": "My phone",
                     *           "kind": "webhook",
                     *           "url": "mailto:asha@example.org",
                     *           "template": {
                     *             "contentType": "application/json",
                     *             "body": "{\"text\": \"{{short}}\"}"
                     *           },
                     *           "enabled": true,
                     *           "quietHours": {
                     *             "from": "22:00",
                     *             "until": "22:00",
                     *             "timeZone": "Asia/Kolkata",
                     *             "critical": true
                     *           },
                     *           "groupSeconds": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "failures": 3,
                     *           "restsUntil": "2026-03-01T06:30:00Z",
                     *           "secret": "ers_5Zk2hT9sQxV7bN1mC4wYpR"
                     *         }
                     *       ],
                     *       "subscriptions": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "channelId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "leastSeverity": "info",
                     *           "kind": "TANK",
                     *           "category": "OHT",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "resolved": true,
                     *           "createdAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationExport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getOwnProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "role": "superadmin",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "active": true,
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listProfiles: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "subject": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "role": "superadmin",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "active": true,
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Profile"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "role": "superadmin",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "active": true,
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    setProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "community_admin",
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "active": true
                 *     }
                 */
                "application/json": components["schemas"]["SetProfile"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "role": "superadmin",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "active": true,
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "role": "superadmin",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "active": true,
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `last_superadmin`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `profile_active`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "email": "operator@example.org",
                     *           "role": "superadmin",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "invitedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "expiresAt": "2026-03-01T06:30:00Z",
                     *           "state": "open",
                     *           "acceptedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "operator@example.org",
                 *       "role": "installer",
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "validHours": 168
                 *     }
                 */
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invitation": {
                     *         "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "email": "operator@example.org",
                     *         "role": "superadmin",
                     *         "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *         "invitedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *         "createdAt": "2026-03-01T06:30:00Z",
                     *         "expiresAt": "2026-03-01T06:30:00Z",
                     *         "state": "open",
                     *         "acceptedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c"
                     *       },
                     *       "code": "evi_k3m9x2q7w1z8r5t4_s3cr3t"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedInvitation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    withdrawInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `invitation_accepted`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listOwnInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "email": "operator@example.org",
                     *           "role": "superadmin",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "invitedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "expiresAt": "2026-03-01T06:30:00Z",
                     *           "state": "open",
                     *           "acceptedBy": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "evi_k3m9x2q7w1z8r5t4_s3cr3t"
                 *     }
                 */
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "c0ffee00-1d2e-4f3a-8b4c-5d6e7f8a9b0c",
                     *       "role": "superadmin",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "customerId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "active": true,
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description It cannot be done as things are. Codes: `invitation_accepted` `invitation_expired` `invitation_withdrawn` `invitation_void` `profile_exists`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listRules: {
        parameters: {
            query?: {
                /** @description Only of this community. */
                community?: string;
                /** @description Only of this metric. */
                metric?: components["schemas"]["Metric"];
                severity?: components["schemas"]["Severity"];
                enabled?: boolean;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "Roof tank runs dry",
                     *           "binding": {
                     *             "kind": "node",
                     *             "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *           },
                     *           "condition": {
                     *             "kind": "threshold",
                     *             "metric": "water_level_cm",
                     *             "operator": "lt",
                     *             "threshold": 20,
                     *             "clearThreshold": 40,
                     *             "durationSeconds": 300
                     *           },
                     *           "severity": "info",
                     *           "enabled": true,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "template": "tank-runs-dry"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Rule"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Roof tank runs dry",
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "binding": {
                 *         "kind": "node",
                 *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                 *       },
                 *       "condition": {
                 *         "kind": "threshold",
                 *         "metric": "water_level_cm",
                 *         "operator": "lt",
                 *         "threshold": 20,
                 *         "clearThreshold": 40,
                 *         "durationSeconds": 300
                 *       },
                 *       "severity": "info",
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["RuleWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    /** @description Where what was made is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Roof tank runs dry",
                     *       "binding": {
                     *         "kind": "node",
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *       },
                     *       "condition": {
                     *         "kind": "threshold",
                     *         "metric": "water_level_cm",
                     *         "operator": "lt",
                     *         "threshold": 20,
                     *         "clearThreshold": 40,
                     *         "durationSeconds": 300
                     *       },
                     *       "severity": "info",
                     *       "enabled": true,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "template": "tank-runs-dry"
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `rule_name_taken` `too_many_rules`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Roof tank runs dry",
                     *       "binding": {
                     *         "kind": "node",
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *       },
                     *       "condition": {
                     *         "kind": "threshold",
                     *         "metric": "water_level_cm",
                     *         "operator": "lt",
                     *         "threshold": 20,
                     *         "clearThreshold": 40,
                     *         "durationSeconds": 300
                     *       },
                     *       "severity": "info",
                     *       "enabled": true,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "template": "tank-runs-dry"
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeRule: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Roof tank runs dry",
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "binding": {
                 *         "kind": "node",
                 *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                 *       },
                 *       "condition": {
                 *         "kind": "threshold",
                 *         "metric": "water_level_cm",
                 *         "operator": "lt",
                 *         "threshold": 20,
                 *         "clearThreshold": 40,
                 *         "durationSeconds": 300
                 *       },
                 *       "severity": "info",
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["RuleWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Roof tank runs dry",
                     *       "binding": {
                     *         "kind": "node",
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *       },
                     *       "condition": {
                     *         "kind": "threshold",
                     *         "metric": "water_level_cm",
                     *         "operator": "lt",
                     *         "threshold": 20,
                     *         "clearThreshold": 40,
                     *         "durationSeconds": 300
                     *       },
                     *       "severity": "info",
                     *       "enabled": true,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "template": "tank-runs-dry"
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `rule_name_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getRuleVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "version": 3,
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Roof tank runs dry",
                     *       "binding": {
                     *         "kind": "node",
                     *         "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *       },
                     *       "condition": {
                     *         "kind": "threshold",
                     *         "metric": "water_level_cm",
                     *         "operator": "lt",
                     *         "threshold": 20,
                     *         "clearThreshold": 40,
                     *         "durationSeconds": 300
                     *       },
                     *       "severity": "info",
                     *       "enabled": true,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "template": "tank-runs-dry"
                     *     }
                     */
                    "application/json": components["schemas"]["Rule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    tryRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": {
                 *         "name": "Roof tank runs dry",
                 *         "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *         "binding": {
                 *           "kind": "node",
                 *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                 *         },
                 *         "condition": {
                 *           "kind": "threshold",
                 *           "metric": "water_level_cm",
                 *           "operator": "lt",
                 *           "threshold": 20,
                 *           "clearThreshold": 40,
                 *           "durationSeconds": 300
                 *         },
                 *         "severity": "info",
                 *         "enabled": true
                 *       },
                 *       "nodeIds": [
                 *         "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                 *       ],
                 *       "from": "2026-02-01T00:00:00Z",
                 *       "to": "2026-03-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["DryRunWish"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "to": "2026-03-01T06:30:00Z",
                     *       "nodes": [
                     *         {
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "readings": 3,
                     *           "alerts": 3,
                     *           "open": true,
                     *           "openSeconds": 3,
                     *           "first": [
                     *             {
                     *               "pendingSince": "2026-03-01T06:30:00Z",
                     *               "openedAt": "2026-03-01T06:30:00Z",
                     *               "resolvedAt": "2026-03-01T06:30:00Z",
                     *               "value": 20.5,
                     *               "lastValue": 20.5,
                     *               "message": "Water level is 8 %, below 10 %"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "summary": {
                     *         "nodes": 3,
                     *         "nodesWithAlerts": 3,
                     *         "readings": 3,
                     *         "alerts": 3,
                     *         "openSeconds": 3,
                     *         "complete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DryRunAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listRuleTemplates: {
        parameters: {
            query?: {
                category?: components["schemas"]["Category"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "key": "tank-runs-dry",
                     *           "category": "OHT",
                     *           "name": "Tank runs dry",
                     *           "condition": {
                     *             "kind": "threshold",
                     *             "metric": "water_level_cm",
                     *             "operator": "lt",
                     *             "threshold": 20,
                     *             "clearThreshold": 40,
                     *             "durationSeconds": 300
                     *           },
                     *           "severity": "info",
                     *           "reason": "below a fifth people run out within a day"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RuleTemplates"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    applyRuleTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "categories": [
                 *         "OHT"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ApplyTemplates"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "added": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "version": 3,
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "Roof tank runs dry",
                     *           "binding": {
                     *             "kind": "node",
                     *             "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *           },
                     *           "condition": {
                     *             "kind": "threshold",
                     *             "metric": "water_level_cm",
                     *             "operator": "lt",
                     *             "threshold": 20,
                     *             "clearThreshold": 40,
                     *             "durationSeconds": 300
                     *           },
                     *           "severity": "info",
                     *           "enabled": true,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "template": "tank-runs-dry"
                     *         }
                     *       ],
                     *       "kept": [
                     *         "tank-runs-dry"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AppliedTemplates"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    exportRules: {
        parameters: {
            query: {
                community: string;
                format?: "json" | "yaml";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rules": [
                     *         {
                     *           "name": "Roof tank runs dry",
                     *           "binding": {
                     *             "kind": "node",
                     *             "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                     *           },
                     *           "condition": {
                     *             "kind": "threshold",
                     *             "metric": "water_level_cm",
                     *             "operator": "lt",
                     *             "threshold": 20,
                     *             "clearThreshold": 40,
                     *             "durationSeconds": 300
                     *           },
                     *           "severity": "info",
                     *           "enabled": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RuleFile"];
                    "application/yaml": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    importRules: {
        parameters: {
            query: {
                community: string;
                /** @description Writes nothing and tells what would become of each rule. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rules": [
                 *         {
                 *           "name": "Roof tank runs dry",
                 *           "binding": {
                 *             "kind": "node",
                 *             "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de"
                 *           },
                 *           "condition": {
                 *             "kind": "threshold",
                 *             "metric": "water_level_cm",
                 *             "operator": "lt",
                 *             "threshold": 20,
                 *             "clearThreshold": 40,
                 *             "durationSeconds": 300
                 *           },
                 *           "severity": "info",
                 *           "enabled": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RuleFile"];
                /**
                 * @example rules:
                 *     - name: "Roof tank runs dry"
                 *       binding: {kind: "category", category: "OHT"}
                 *       condition: {kind: "threshold", metric: "water_level_percent", operator: "lt", threshold: 20, duration_seconds: 300}
                 *       severity: "critical"
                 */
                "application/yaml": string;
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": true,
                     *       "rules": [
                     *         {
                     *           "name": "Roof tank runs dry",
                     *           "outcome": "added",
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "errors": [
                     *             {
                     *               "field": "geometry.heightCm",
                     *               "value": "-5",
                     *               "allowed": "a number above 0"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listLatestReadings: {
        parameters: {
            query?: {
                kind?: components["schemas"]["Kind"];
                /** @description Only of this community. */
                community?: string;
                /** @description Up to 50 ids of nodes, joined by commas. */
                nodes?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "kind": "TANK",
                     *           "recordedAt": "2026-03-01T06:30:00Z",
                     *           "metrics": {
                     *             "water_level_cm": 182.5,
                     *             "battery_v": 3.7
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["LatestReading"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getSeries: {
        parameters: {
            query: {
                /** @description 1 to 50 ids of nodes, joined by commas. */
                nodes: string;
                /** @description Names of the catalogue, joined by commas. */
                metrics?: string;
                /** @description Where the span begins; a day before its end unless told. */
                from?: string;
                /** @description Where it ends; now unless told. */
                to?: string;
                /** @description About as many steps, 1 to 2,000. */
                points?: number;
                /** @description What it is made from. */
                resolution?: "auto" | "raw" | "15m" | "day";
                /** @description What stands in steps without readings. */
                fill?: "none" | "null" | "previous" | "linear";
                /** @description Where days begin. */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01T06:30:00Z",
                     *       "to": "2026-03-01T06:30:00Z",
                     *       "resolution": "raw",
                     *       "step": "PT1H",
                     *       "zone": "Asia/Kolkata",
                     *       "series": [
                     *         {
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "metric": "water_level_cm",
                     *           "unit": "cm",
                     *           "at": [
                     *             "2026-03-01T06:30:00Z"
                     *           ],
                     *           "min": [
                     *             20.5
                     *           ],
                     *           "avg": [
                     *             20.5
                     *           ],
                     *           "max": [
                     *             20.5
                     *           ],
                     *           "count": [
                     *             3
                     *           ],
                     *           "counts": {
                     *             "RUNNING": [
                     *               12
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SeriesAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getConsumption: {
        parameters: {
            query?: {
                /** @description Up to 50 ids of nodes, joined by commas; this or community. */
                nodes?: string;
                /** @description All meters of a community together. */
                community?: string;
                metric?: "cumulative_volume_litres" | "energy_kwh";
                by?: "hour" | "day" | "month";
                /** @description Where the span begins. */
                from?: string;
                /** @description Where it ends; now unless told. */
                to?: string;
                /** @description Whose hours, days and months. */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "metric": "water_level_cm",
                     *       "unit": "L",
                     *       "by": "hour",
                     *       "zone": "Asia/Kolkata",
                     *       "at": [
                     *         "2026-03-01T06:30:00Z"
                     *       ],
                     *       "to": "2026-03-01T06:30:00Z",
                     *       "meters": 3,
                     *       "amounts": [
                     *         20.5
                     *       ],
                     *       "total": 20.5,
                     *       "nodes": [
                     *         {
                     *           "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "amounts": [
                     *             20.5
                     *           ],
                     *           "total": 20.5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Consumption"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listCommunityRollups: {
        parameters: {
            query: {
                /** @description Which; of pump_status it is told how long pumps ran. */
                metric: "water_level_cm" | "water_level_percent" | "volume_litres" | "temperature_c" | "tds_ppm" | "ph" | "flow_rate_lpm" | "pressure_bar" | "pump_status" | "pump_current_a" | "static_water_level_m" | "dynamic_water_level_m" | "voltage_v" | "battery_v" | "rssi_dbm";
                /** @description This one alone. */
                community?: string;
                by?: "hour" | "day" | "month";
                /** @description Where the span begins. */
                from?: string;
                /** @description Where it ends; now unless told. */
                to?: string;
                /** @description Whose hours, days and months. */
                zone?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "metric": "water_level_cm",
                     *           "unit": "%",
                     *           "by": "hour",
                     *           "zone": "Asia/Kolkata",
                     *           "at": [
                     *             "2026-03-01T06:30:00Z"
                     *           ],
                     *           "to": "2026-03-01T06:30:00Z",
                     *           "nodes": 3,
                     *           "reporting": [
                     *             3
                     *           ],
                     *           "min": [
                     *             20.5
                     *           ],
                     *           "avg": [
                     *             20.5
                     *           ],
                     *           "max": [
                     *             20.5
                     *           ],
                     *           "total": [
                     *             20.5
                     *           ],
                     *           "runHours": [
                     *             20.5
                     *           ]
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["CommunityRollup"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    exportReadings: {
        parameters: {
            query?: {
                /** @description Up to 50 ids of nodes, joined by commas. */
                nodes?: string;
                /** @description Of a community. */
                community?: string;
                kind?: components["schemas"]["Kind"];
                /** @description The columns, joined by commas. */
                metrics?: string;
                /** @description Where the span begins. */
                from?: string;
                /** @description Where it ends. */
                to?: string;
                format?: "ndjson" | "csv";
                /** @description Goes on behind the last whole line: its node_id and recorded_at, joined by a comma. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "recordedAt": "2026-03-01T06:30:00Z",
                     *       "metrics": {
                     *         "water_level_cm": 182.5,
                     *         "battery_v": 3.7
                     *       }
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["ExportedReading"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listOutcomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "source": "http",
                     *           "outcome": "stored",
                     *           "readings": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["OutcomeCount"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listNodeOutcomes: {
        parameters: {
            query?: {
                /** @description Of readings from here on; all that is noted unless told. */
                from?: string;
                /** @description Of readings before. */
                to?: string;
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordedAt": "2026-03-01T06:30:00Z",
                     *           "outcome": "merged",
                     *           "source": "http",
                     *           "metrics": [
                     *             "text"
                     *           ],
                     *           "kept": "182.5",
                     *           "refused": "99.0",
                     *           "notedAt": "2026-03-01T06:30:00Z"
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["NotedOutcome"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listReadings: {
        parameters: {
            query?: {
                /** @description Where the span begins; a day before its end unless told. */
                from?: string;
                /** @description Where it ends; now unless told. */
                to?: string;
                /** @description Names of the catalogue, joined by commas. */
                metrics?: string;
                /** @description Oldest or newest first. */
                order?: "asc" | "desc";
                /** @description 1 to 10,000; 1,000 unless told. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordedAt": "2026-03-01T06:30:00Z",
                     *           "metrics": {
                     *             "water_level_cm": 182.5,
                     *             "battery_v": 3.7
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["SpanReading"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getLatestReading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "kind": "TANK",
                     *       "recordedAt": "2026-03-01T06:30:00Z",
                     *       "metrics": {
                     *         "water_level_cm": 182.5,
                     *         "battery_v": 3.7
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["LatestReading"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listFills: {
        parameters: {
            query?: {
                /** @description Where the span begins; 7 days before its end unless told. */
                from?: string;
                /** @description Where it ends; now unless told. */
                to?: string;
                metric?: "water_level_percent" | "water_level_cm" | "volume_litres";
                /** @description What is less than that is scatter. */
                change?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "metric": "water_level_cm",
                     *       "unit": "%",
                     *       "leastChange": 20.5,
                     *       "events": [
                     *         {
                     *           "type": "FILL",
                     *           "from": "2026-03-01T06:30:00Z",
                     *           "to": "2026-03-01T06:30:00Z",
                     *           "fromLevel": 20.5,
                     *           "toLevel": 20.5,
                     *           "change": 20.5,
                     *           "changePerHour": 20.5
                     *         }
                     *       ],
                     *       "filled": 20.5,
                     *       "drained": 20.5,
                     *       "outlook": {
                     *         "at": "2026-03-01T06:30:00Z",
                     *         "level": 20.5,
                     *         "changePerHour": 20.5,
                     *         "emptyAt": "2026-03-01T06:30:00Z",
                     *         "fullAt": "2026-03-01T06:30:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TankEvents"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listPumpRuns: {
        parameters: {
            query?: {
                /** @description Where the span begins; 7 days before its end unless told. */
                from?: string;
                /** @description Where it ends; now unless told. */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodeId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "starts": 3,
                     *       "runHours": 20.5,
                     *       "runs": [
                     *         {
                     *           "from": "2026-03-01T06:30:00Z",
                     *           "to": "2026-03-01T06:30:00Z",
                     *           "seconds": 3,
                     *           "flowRateLpm": 20.5,
                     *           "well": {
                     *             "restDepthM": 20.5,
                     *             "deepestM": 20.5,
                     *             "drawDownM": 20.5,
                     *             "specificCapacityLpmPerM": 20.5,
                     *             "recoverySeconds": 3
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PumpHours"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listDistributors: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "Deccan Metering",
                     *           "slug": "deccan-metering",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Distributor"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addDistributor: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Deccan Metering",
                 *       "slug": "deccan-metering"
                 *     }
                 */
                "application/json": components["schemas"]["SetDistributor"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Deccan Metering",
                     *       "slug": "deccan-metering",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Distributor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `slug_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getDistributor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Deccan Metering",
                     *       "slug": "deccan-metering",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Distributor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeDistributor: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Deccan Metering",
                 *       "slug": "deccan-metering"
                 *     }
                 */
                "application/json": components["schemas"]["SetDistributor"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Deccan Metering",
                     *       "slug": "deccan-metering",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Distributor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `slug_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeDistributor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `distributor_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listCommunities: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "North campus",
                     *           "slug": "north-campus",
                     *           "region": "Telangana",
                     *           "city": "Hyderabad",
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Community"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "name": "North campus",
                 *       "slug": "north-campus",
                 *       "region": "Telangana",
                 *       "city": "Hyderabad"
                 *     }
                 */
                "application/json": components["schemas"]["AddCommunity"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North campus",
                     *       "slug": "north-campus",
                     *       "region": "Telangana",
                     *       "city": "Hyderabad",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Community"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description It cannot be done as things are. Codes: `slug_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getCommunity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North campus",
                     *       "slug": "north-campus",
                     *       "region": "Telangana",
                     *       "city": "Hyderabad",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Community"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeCommunity: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "North campus",
                 *       "slug": "north-campus",
                 *       "region": "Telangana",
                 *       "city": "Hyderabad"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeCommunity"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "distributorId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "North campus",
                     *       "slug": "north-campus",
                     *       "region": "Telangana",
                     *       "city": "Hyderabad",
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Community"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `slug_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeCommunity: {
        parameters: {
            query?: {
                /** @description Deletes its nodes first. */
                nodes?: "delete";
            };
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `community_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Where the page begins: `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *           "name": "Lakeview Apartments",
                     *           "plan": "standard",
                     *           "maxNodes": 3,
                     *           "visibleHistoryDays": 3,
                     *           "createdAt": "2026-03-01T06:30:00Z",
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "cursor": "bjox",
                     *         "next": "/api/v2/nodes?cursor=bjox"
                     *       }
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Customer"][];
                        /** @description Where the list goes on. */
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    addCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters; the same request under the same key within 24 hours is answered as before. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                 *       "name": "Lakeview Apartments",
                 *       "plan": "standard",
                 *       "maxNodes": 20,
                 *       "visibleHistoryDays": 365
                 *     }
                 */
                "application/json": components["schemas"]["AddCustomer"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where what was made is. */
                    Location?: string;
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Lakeview Apartments",
                     *       "plan": "standard",
                     *       "maxNodes": 3,
                     *       "visibleHistoryDays": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Lakeview Apartments",
                     *       "plan": "standard",
                     *       "maxNodes": 3,
                     *       "visibleHistoryDays": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    changeCustomer: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Lakeview Apartments",
                 *       "plan": "standard",
                 *       "maxNodes": 20,
                 *       "visibleHistoryDays": 365
                 *     }
                 */
                "application/json": components["schemas"]["ChangeCustomer"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The version of what is answered, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "communityId": "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de",
                     *       "name": "Lakeview Apartments",
                     *       "plan": "standard",
                     *       "maxNodes": 3,
                     *       "visibleHistoryDays": 3,
                     *       "createdAt": "2026-03-01T06:30:00Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    removeCustomer: {
        parameters: {
            query?: {
                /** @description Deletes its nodes first. */
                nodes?: "delete";
            };
            header?: {
                /** @description The version that is replaced, as its `ETag` told. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It cannot be done as things are. Codes: `customer_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    getStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "nodes": {
                     *         "total": 3,
                     *         "byStatus": {
                     *           "MAINTENANCE": 0,
                     *           "PROVISIONING": 1,
                     *           "OFFLINE": 0,
                     *           "ALERT": 0,
                     *           "ONLINE": 2
                     *         },
                     *         "byCategory": {
                     *           "OHT": 2,
                     *           "SUMP": 0,
                     *           "PUMP_HOUSE": 0,
                     *           "FLOW_METER": 0,
                     *           "BOREWELL": 1,
                     *           "GOVT_BOREWELL": 0
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Stats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Other"];
        };
    };
    updateByQuery: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                field1?: string;
                field2?: string;
                field3?: string;
                field4?: string;
                field5?: string;
                field6?: string;
                field7?: string;
                field8?: string;
                /** @description When it was measured. */
                createdAt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    updateByForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "apiKey": "ABCDEFGHIJKLMNOP",
                 *       "field1": "182.5",
                 *       "field2": "3.7",
                 *       "field3": "",
                 *       "field4": "",
                 *       "field5": "",
                 *       "field6": "",
                 *       "field7": "",
                 *       "field8": "",
                 *       "createdAt": "2026-03-01T06:30:00Z",
                 *       "status": "ok"
                 *     }
                 */
                "application/json": components["schemas"]["ThingSpeakEntry"];
                /** @example api_key=ABCDEFGHIJKLMNOP&field1=182.5 */
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    updateByQueryForJson: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                field1?: string;
                field2?: string;
                field3?: string;
                field4?: string;
                field5?: string;
                field6?: string;
                field7?: string;
                field8?: string;
                /** @description When it was measured. */
                createdAt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channel_id": 4711,
                     *       "entry_id": 12,
                     *       "field1": "182.5"
                     *     }
                     */
                    "application/json": components["schemas"]["ThingSpeakAnswer"];
                };
            };
        };
    };
    updateByFormForJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "apiKey": "ABCDEFGHIJKLMNOP",
                 *       "field1": "182.5",
                 *       "field2": "3.7",
                 *       "field3": "",
                 *       "field4": "",
                 *       "field5": "",
                 *       "field6": "",
                 *       "field7": "",
                 *       "field8": "",
                 *       "createdAt": "2026-03-01T06:30:00Z",
                 *       "status": "ok"
                 *     }
                 */
                "application/json": components["schemas"]["ThingSpeakEntry"];
                /** @example api_key=ABCDEFGHIJKLMNOP&field1=182.5 */
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channel_id": 4711,
                     *       "entry_id": 12,
                     *       "field1": "182.5"
                     *     }
                     */
                    "application/json": components["schemas"]["ThingSpeakAnswer"];
                };
            };
        };
    };
    updateByQueryForXml: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                field1?: string;
                field2?: string;
                field3?: string;
                field4?: string;
                field5?: string;
                field6?: string;
                field7?: string;
                field8?: string;
                /** @description When it was measured. */
                createdAt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                    "text/plain": string;
                };
            };
        };
    };
    updateByFormForXml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "apiKey": "ABCDEFGHIJKLMNOP",
                 *       "field1": "182.5",
                 *       "field2": "3.7",
                 *       "field3": "",
                 *       "field4": "",
                 *       "field5": "",
                 *       "field6": "",
                 *       "field7": "",
                 *       "field8": "",
                 *       "createdAt": "2026-03-01T06:30:00Z",
                 *       "status": "ok"
                 *     }
                 */
                "application/json": components["schemas"]["ThingSpeakEntry"];
                /** @example api_key=ABCDEFGHIJKLMNOP&field1=182.5 */
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                    "text/plain": string;
                };
            };
        };
    };
    bulkUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "writeApiKey": "ABCDEFGHIJKLMNOP",
                 *       "updates": [
                 *         {
                 *           "apiKey": "ABCDEFGHIJKLMNOP",
                 *           "field1": "182.5",
                 *           "field2": "3.7",
                 *           "field3": "",
                 *           "field4": "",
                 *           "field5": "",
                 *           "field6": "",
                 *           "field7": "",
                 *           "field8": "",
                 *           "createdAt": "2026-03-01T06:30:00Z",
                 *           "status": "ok"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ThingSpeakBulk"];
            };
        };
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true
                     *     }
                     */
                    "application/json": components["schemas"]["ThingSpeakTaken"];
                };
            };
        };
    };
    bulkUpdateCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example write_api_key=ABCDEFGHIJKLMNOP&time_format=absolute&updates=2026-03-01T06:30:00Z,182.5 */
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true
                     *     }
                     */
                    "application/json": components["schemas"]["ThingSpeakTaken"];
                };
            };
        };
    };
    readDeviceChannel: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                /** @description The function of a page that what is answered as JSON is for. */
                callback?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/javascript": string;
                    "application/xml": string;
                };
            };
        };
    };
    readFeed: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                /** @description How many entries. */
                results?: number;
                /** @description The function of a page that what is answered as JSON is for. */
                callback?: string;
            };
            header?: never;
            path: {
                id: number;
                feed: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/javascript": string;
                    "application/xml": string;
                    "text/csv": string;
                    "text/plain": string;
                };
            };
        };
    };
    clearFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                feed: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not done by this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    readEntry: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                /** @description How many entries. */
                results?: number;
                /** @description The function of a page that what is answered as JSON is for. */
                callback?: string;
            };
            header?: never;
            path: {
                id: number;
                feed: string;
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/javascript": string;
                    "application/xml": string;
                    "text/csv": string;
                    "text/plain": string;
                };
            };
        };
    };
    readLastOfField: {
        parameters: {
            query?: {
                /** @description The channel's key. */
                apiKey?: string;
                /** @description The function of a page that what is answered as JSON is for. */
                callback?: string;
            };
            header?: never;
            path: {
                id: number;
                feed: string;
                field: string;
                last: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/javascript": string;
                    "application/xml": string;
                    "text/csv": string;
                    "text/plain": string;
                };
            };
        };
    };
}
