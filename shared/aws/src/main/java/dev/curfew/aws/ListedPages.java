package dev.curfew.aws;

import dev.curfew.core.lifecycle.Credentials.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** A user's credentials of one kind, page by page. */
final class ListedPages {

    private ListedPages() {}

    /** One page, as IAM answers it. */
    record Page(List<Listed> listed, @Nullable Boolean truncated, @Nullable String marker) {
        Page {
            listed = List.copyOf(listed);
        }
    }

    /**
     * All of them; empty when there is no such user. The SDK's paginators are not for this: where a
     * page is cut and does not say where it goes on, they begin anew without end.
     *
     * @param read the page that begins at a marker
     */
    static Optional<List<Listed>> all(Function<@Nullable String, Page> read) {
        List<Listed> all = new ArrayList<>();
        String marker = null;
        try {
            do {
                Page page = read.apply(marker);
                all.addAll(page.listed());
                marker = IamMarker.next(page.truncated(), page.marker(), marker);
            } while (marker != null);
        } catch (NoSuchEntityException gone) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(all));
    }
}
