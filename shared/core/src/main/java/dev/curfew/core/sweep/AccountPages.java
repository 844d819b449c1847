package dev.curfew.core.sweep;

import dev.curfew.core.identity.IdentityKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account's own listing of itself, page by page. A page that fails, or that is cut and does not
 * say where it goes on, is an exception, never an empty or a last page.
 */
public interface AccountPages {

    /** What a page can be of. */
    enum Part {
        POLICIES,
        ROLES,
        USERS
    }

    /**
     * A page.
     *
     * @param marker where it begins; null for the first
     */
    Page read(Part part, @Nullable String marker);

    /** The text of a managed policy in force, asked by itself. */
    String policy(String arn);

    /**
     * One page.
     *
     * @param policies texts of managed policies in force, by ARN
     * @param next the marker of the page that follows; null after the last
     */
    record Page(
            Map<String, String> policies,
            List<Group> groups,
            List<Principal> principals,
            @Nullable String next) {
        public Page {
            policies = Map.copyOf(policies);
            groups = List.copyOf(groups);
            principals = List.copyOf(principals);
        }
    }

    /**
     * A group of users.
     *
     * @param managed ARNs of its managed policies
     * @param inline texts of its own policies
     */
    record Group(String name, List<String> managed, List<String> inline) {
        public Group {
            managed = List.copyOf(managed);
            inline = List.copyOf(inline);
        }
    }

    /**
     * A user or a role.
     *
     * @param managed ARNs of its managed policies
     * @param inline texts of its own policies, by name
     * @param trust a role's trust policy
     * @param use a role's last use; null for a user
     */
    record Principal(
            IdentityKind kind,
            String id,
            String name,
            String arn,
            Instant created,
            Map<String, String> tags,
            List<String> managed,
            Map<String, String> inline,
            List<String> groups,
            @Nullable String boundary,
            @Nullable String trust,
            @Nullable RoleUse use) {
        public Principal {
            tags = Map.copyOf(tags);
            managed = List.copyOf(managed);
            inline = Map.copyOf(inline);
            groups = List.copyOf(groups);
        }
    }

    /**
     * When a role was used last.
     *
     * @param at null when AWS knows of no use within the time that it looks back
     */
    record RoleUse(@Nullable Instant at, @Nullable String region) {}
}
