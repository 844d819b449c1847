package dev.curfew.core.sweep;

import dev.curfew.core.identity.Powers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The account's policies and groups, to tell what a principal may do. */
public final class Policies {

    private final Map<String, String> managed;
    private final Map<String, AccountPages.Group> groups;
    private final Function<String, String> missing;

    /** Most principals have the same few policies. */
    private final Map<List<String>, Powers> known = new HashMap<>();

    /**
     * @param missing the text of a managed policy that is not among them: made or attached since
     *     they were read
     */
    public Policies(
            Map<String, String> managed,
            Map<String, AccountPages.Group> groups,
            Function<String, String> missing) {
        this.managed = new HashMap<>(managed);
        this.groups = groups;
        this.missing = missing;
    }

    /** What the principal's policies and its groups' policies let it do. */
    public Powers powersOf(AccountPages.Principal principal) {
        TreeSet<String> arns = new TreeSet<>(principal.managed());
        List<String> texts = new ArrayList<>(principal.inline().values());
        for (String name : principal.groups()) {
            Optional.ofNullable(groups.get(name))
                    .ifPresent(group -> {
                        arns.addAll(group.managed());
                        texts.addAll(group.inline());
                    });
        }
        for (String arn : arns) {
            texts.add(managed.computeIfAbsent(arn, missing));
        }
        texts.sort(null);
        return known.computeIfAbsent(List.copyOf(texts), Powers::of);
    }
}
