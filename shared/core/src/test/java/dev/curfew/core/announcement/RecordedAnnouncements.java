package dev.curfew.core.announcement;

import java.util.ArrayList;
import java.util.List;

/** A bus for tests: it remembers. */
public final class RecordedAnnouncements implements Announcements {

    private final List<Announcement> announced = new ArrayList<>();

    @Override
    public void announce(Announcement announcement) {
        announced.add(announcement);
    }

    public List<Announcement> all() {
        return List.copyOf(announced);
    }
}
