package dev.curfew.core.notice;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Threads in a map, as the contract has them. */
public final class InMemoryThreads implements Threads {

    private final Map<String, String> posted = new HashMap<>();
    private final Map<String, Instant> claims = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    @Override
    public Claim claim(String key, Instant now, Instant until) {
        String message = posted.get(key);
        if (message != null) {
            return new Claim.Posted(message);
        }
        Instant claimed = claims.get(key);
        if (claimed != null && !claimed.isBefore(now)) {
            return new Claim.Others();
        }
        claims.put(key, until);
        return new Claim.Yours();
    }

    @Override
    public void posted(String key, String message, Instant keepUntil) {
        posted.put(key, message);
    }

    @Override
    public void release(String key) {
        claims.remove(key);
    }

    @Override
    public boolean take(String budget, int most, Instant keepUntil) {
        return used.merge(budget, 1, Integer::sum) <= most;
    }
}
