package dev.curfew.core.announcement;

/** The event bus. */
public interface Announcements {

    /**
     * Tells the bus, as well as it can: what is announced stands in the tables already, so a
     * failure is logged and counted and stops nothing.
     */
    void announce(Announcement announcement);
}
