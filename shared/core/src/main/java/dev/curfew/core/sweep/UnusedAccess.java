package dev.curfew.core.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What IAM Access Analyzer reports as unused, page by page. */
public interface UnusedAccess {

    /** A page. */
    Page read(@Nullable String marker);

    /**
     * One page.
     *
     * @param next the marker of the page that follows; null after the last
     */
    record Page(List<Reported> reported, @Nullable String next) {
        public Page {
            reported = List.copyOf(reported);
        }
    }

    /**
     * One report on a principal.
     *
     * @param arn of the user or role
     * @param what a few words for what is unused, such as {@code role} or {@code access key}
     */
    record Reported(String arn, String what) {}
}
