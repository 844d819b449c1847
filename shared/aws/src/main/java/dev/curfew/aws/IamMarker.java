package dev.curfew.aws;

import org.jspecify.annotations.Nullable;

/** Where a list of IAM's goes on. */
final class IamMarker {

    private IamMarker() {}

    /**
     * The marker of the page that follows; null after the last.
     *
     * @throws IllegalStateException when the answer says that there is more and not where, or
     *     points back to itself: taken for the end, a cut list would look complete
     */
    static @Nullable String next(
            @Nullable Boolean truncated, @Nullable String marker, @Nullable String before) {
        if (truncated == null || !truncated) {
            return null;
        }
        if (marker == null || marker.isEmpty() || marker.equals(before)) {
            throw new IllegalStateException("IAM cut a list and did not say where it goes on");
        }
        return marker;
    }
}
