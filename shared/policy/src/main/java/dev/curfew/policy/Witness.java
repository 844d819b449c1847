package dev.curfew.policy;

/**
 * A request that breaks containment.
 *
 * @param context the keys of the request, the same for both
 * @param child what only the child's session carries
 * @param parent what only the parent's session carries
 */
public record Witness(
        String action, String resource, Context context, Context child, Context parent) {
    /** The request as the child's session makes it. */
    public Request asChild() {
        return new Request(action, resource, context.with(child));
    }

    /** The request as the parent's session makes it. */
    public Request asParent() {
        return new Request(action, resource, context.with(parent));
    }
}
