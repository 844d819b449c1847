package dev.curfew.core.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.time.Instant;

/** Events as EventBridge puts them into the queue. */
public final class Events {

    public static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    public static String of(String id, String source, String type, ObjectNode detail) {
        ObjectNode event =
                Json.MAPPER
                        .createObjectNode()
                        .put("version", "0")
                        .put("id", id)
                        .put("detail-type", type)
                        .put("source", source)
                        .put("account", "123456789012")
                        .put("time", AT.toString())
                        .put("region", "us-east-1");
        event.putArray("resources");
        event.set("detail", detail);
        return event.toString();
    }

    /** A finding about a lease's session. */
    public static String finding(String event, String finding, String lease) {
        return of(event, "curfew.watch", "FindingOpened", findingDetail(finding, lease));
    }

    public static ObjectNode findingDetail(String finding, String lease) {
        ObjectNode detail =
                Json.MAPPER
                        .createObjectNode()
                        .put("finding", finding)
                        .put("lease", lease)
                        .put("kind", "OUT_OF_SCOPE")
                        .put("severity", "MEDIUM")
                        .put("holder", "arn:aws:iam::123456789012:role/build/ci")
                        .put("what", "s3:GetObject was denied")
                        .put("openedAt", AT.toString());
        detail.putArray("events").add("11111111-1111-1111-1111-111111111111");
        return detail;
    }

    /** What happened to an access key. */
    public static String key(String event, String type, String id) {
        return of(
                event,
                "curfew.revoke",
                type,
                Json.MAPPER
                        .createObjectNode()
                        .put("id", id)
                        .put("kind", "ACCESS_KEY")
                        .put("account", "123456789012")
                        .put("name", "build")
                        .put("status", "INACTIVE")
                        .put("statusAt", AT.toString())
                        .put("by", "curfew.revoke")
                        .put("reason", "as planned"));
    }
}
