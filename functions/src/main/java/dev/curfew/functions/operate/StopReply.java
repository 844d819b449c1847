package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Stop;

/** How a stop is answered. */
final class StopReply {

    private StopReply() {}

    static ObjectNode of(Stop stop) {
        return Json.MAPPER
                .createObjectNode()
                .put("at", stop.at().toString())
                .put("by", stop.by())
                .put("reason", stop.reason());
    }
}
