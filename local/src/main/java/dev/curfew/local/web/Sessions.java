package dev.curfew.local.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Browsers that were let in, known by a cookie for half a day. */
final class Sessions {
    private static final Duration GOOD_FOR = Duration.ofHours(12);
    private static final int MOST = 50;

    private final String cookie;
    private final String path;
    private final Clock clock;
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /**
     * @param port in the cookie's name, since a browser sends the cookies of 127.0.0.1 to all ports
     * @param path outside of which it sends none
     */
    Sessions(int port, String path, Clock clock) {
        this.cookie = "curfew-" + port;
        this.path = path;
        this.clock = clock;
    }

    /** Begins one and tells the Set-Cookie header for it. */
    synchronized String begin() {
        if (ends.size() >= MOST) {
            ends.remove(ends.keySet().iterator().next());
        }
        String id = Links.newKey();
        ends.put(id, clock.instant().plus(GOOD_FOR));
        return cookie + "=" + id + "; HttpOnly; SameSite=Strict; Path=" + path;
    }

    synchronized boolean holds(String cookies) {
        for (String one : cookies.split(";", -1)) {
            String[] pair = one.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals(cookie)) {
                Instant end = ends.get(pair[1]);
                return end != null && end.isAfter(clock.instant());
            }
        }
        return false;
    }
}
