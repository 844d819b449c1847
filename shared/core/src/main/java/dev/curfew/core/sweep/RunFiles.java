package dev.curfew.core.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.LastUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a run lays down in the workspace, in its own words. */
final class RunFiles {

    private static final String POLICIES = "policies";
    private static final String REPORT = "report";
    private static final String UNUSED = "unused";
    private static final String EVIDENCE = "evidence";

    private final Workspace workspace;
    private final String run;

    RunFiles(Workspace workspace, Run run) {
        this.workspace = workspace;
        this.run = run.id();
    }

    /** A principal that a page showed, when that page was read, and a role's use. */
    record Shown(
            String id,
            String name,
            String arn,
            Instant readAt,
            AccountPages.@Nullable RoleUse use) {}

    /**
     * A user whose credentials are to be listed.
     *
     * @param readAt when the page was read that showed the user
     * @param row the hash of the report's row of the user; null when there is no report
     * @param certificates whether the report shows a signing certificate
     * @param turn whether this is for no other reason than that it is the user's turn
     */
    record ToList(
            String id,
            String name,
            Instant readAt,
            @Nullable String row,
            boolean certificates,
            boolean turn) {}

    void policies(int page, AccountPages.Page read) {
        ObjectNode node = page(read.next() == null);
        ObjectNode managed = node.putObject("managed");
        read.policies().forEach(managed::put);
        ArrayNode groups = node.putArray("groups");
        for (AccountPages.Group group : read.groups()) {
            ObjectNode each = groups.addObject().put("name", group.name());
            group.managed().forEach(each.putArray("managed")::add);
            group.inline().forEach(each.putArray("inline")::add);
        }
        put(POLICIES, page, node);
    }

    Policies policies(Function<String, String> missing) {
        Map<String, String> managed = new HashMap<>();
        Map<String, AccountPages.Group> groups = new HashMap<>();
        pages(
                POLICIES,
                node -> {
                    node.path("managed")
                            .properties()
                            .forEach(each ->
                                    managed.put(each.getKey(), each.getValue().textValue()));
                    for (JsonNode each : node.path("groups")) {
                        String name = each.path("name").textValue();
                        groups.put(
                                name,
                                new AccountPages.Group(
                                        name,
                                        texts(each.path("managed")),
                                        texts(each.path("inline"))));
                    }
                });
        return new Policies(managed, groups, missing);
    }

    /**
     * Keeps what a page showed.
     *
     * @param readAt when it was read
     */
    void shown(
            AccountPages.Part part,
            int page,
            Instant readAt,
            List<AccountPages.Principal> shown,
            boolean last) {
        ObjectNode node = page(last).put("readAt", readAt.toString());
        ArrayNode principals = node.putArray("principals");
        for (AccountPages.Principal each : shown) {
            ObjectNode principal =
                    principals
                            .addObject()
                            .put("id", each.id())
                            .put("name", each.name())
                            .put("arn", each.arn());
            AccountPages.RoleUse use = each.use();
            if (use != null) {
                principal
                        .put("usedAt", use.at() == null ? null : use.at().toString())
                        .put("region", use.region());
            }
        }
        put(name(part), page, node);
    }

    /** All that the pages showed, by unique id. */
    Map<String, Shown> shown(AccountPages.Part part) {
        Map<String, Shown> shown = new HashMap<>();
        pages(
                name(part),
                node -> {
                    Instant readAt = Instant.parse(node.path("readAt").textValue());
                    for (JsonNode each : node.path("principals")) {
                        AccountPages.RoleUse use =
                                each.has("usedAt")
                                        ? new AccountPages.RoleUse(
                                                timeOrNull(each, "usedAt"),
                                                textOrNull(each, "region"))
                                        : null;
                        String id = each.path("id").textValue();
                        shown.put(
                                id,
                                new Shown(
                                        id,
                                        each.path("name").textValue(),
                                        each.path("arn").textValue(),
                                        readAt,
                                        use));
                    }
                });
        return shown;
    }

    void toList(int page, List<ToList> users, boolean last) {
        ObjectNode node = page(last);
        ArrayNode all = node.putArray("users");
        for (ToList each : users) {
            all.addObject()
                    .put("id", each.id())
                    .put("name", each.name())
                    .put("readAt", each.readAt().toString())
                    .put("row", each.row())
                    .put("certificates", each.certificates())
                    .put("turn", each.turn());
        }
        put("list", page, node);
    }

    /** Those of one page; empty after the last page. */
    Optional<List<ToList>> toList(int page) {
        return get("list", page)
                .map(node -> {
                    List<ToList> users = new ArrayList<>();
                    for (JsonNode each : node.path("users")) {
                        users.add(
                                new ToList(
                                        each.path("id").textValue(),
                                        each.path("name").textValue(),
                                        Instant.parse(each.path("readAt").textValue()),
                                        textOrNull(each, "row"),
                                        each.path("certificates").booleanValue(),
                                        each.path("turn").booleanValue()));
                    }
                    return users;
                });
    }

    /**
     * @param report null when there is none to be had
     */
    void report(CredentialReport.Answer.@Nullable Ready report) {
        ObjectNode node = page(true);
        if (report != null) {
            write(node.put("at", report.at().toString()), report);
        }
        put(REPORT, 0, node);
    }

    private static void write(ObjectNode node, CredentialReport.Answer.Ready report) {
        ObjectNode rows = node.putObject("rows");
        report.rows()
                .forEach((arn, row) -> {
                    ObjectNode each =
                            rows.putObject(arn)
                                    .put("created", row.created().toString())
                                    .put("hash", row.hash())
                                    .put("password", row.password())
                                    .put("certificates", row.certificates());
                    ArrayNode keys = each.putArray("keys");
                    for (CredentialReport.KeyUse use : row.keys()) {
                        keys.addObject()
                                .put("rotated", use.rotated().toString())
                                .put("at", use.at().toString())
                                .put("service", use.service())
                                .put("region", use.region());
                    }
                });
    }

    /** The report; empty when there was none to be had. */
    Optional<CredentialReport.Answer.Ready> report() {
        JsonNode node = get(REPORT, 0).orElseThrow(() -> missing(REPORT, 0));
        if (!node.has("at")) {
            return Optional.empty();
        }
        Map<String, CredentialReport.Row> rows = new HashMap<>();
        node.path("rows")
                .properties()
                .forEach(each -> rows.put(each.getKey(), row(each.getValue())));
        return Optional.of(
                new CredentialReport.Answer.Ready(
                        Instant.parse(node.path("at").textValue()), rows));
    }

    private static CredentialReport.Row row(JsonNode row) {
        List<CredentialReport.KeyUse> keys = new ArrayList<>();
        for (JsonNode use : row.path("keys")) {
            keys.add(
                    new CredentialReport.KeyUse(
                            Instant.parse(use.path("rotated").textValue()),
                            Instant.parse(use.path("at").textValue()),
                            textOrNull(use, "service"),
                            textOrNull(use, "region")));
        }
        return new CredentialReport.Row(
                Instant.parse(row.path("created").textValue()),
                row.path("hash").textValue(),
                row.path("password").isNull() ? null : row.path("password").booleanValue(),
                row.path("certificates").booleanValue(),
                keys);
    }

    void serviceCredentials(int page, List<String> ids, boolean last) {
        ObjectNode node = page(last);
        ids.forEach(node.putArray("ids")::add);
        put("service-credentials", page, node);
    }

    List<String> serviceCredentials() {
        List<String> ids = new ArrayList<>();
        pages("service-credentials", node -> ids.addAll(texts(node.path("ids"))));
        return ids;
    }

    /**
     * Keeps a page of what is reported as unused.
     *
     * @param reported null when the analyzer could not be read
     */
    void unused(int page, @Nullable List<UnusedAccess.Reported> reported, boolean last) {
        ObjectNode node = page(last);
        if (reported != null) {
            ArrayNode all = node.putArray("reported");
            for (UnusedAccess.Reported each : reported) {
                all.addObject().put("arn", each.arn()).put("what", each.what());
            }
        }
        put(UNUSED, page, node);
    }

    /** What is reported as unused, by the ARN of a user or role; empty when nobody can tell. */
    Optional<Map<String, SortedSet<String>>> unused() {
        Map<String, SortedSet<String>> unused = new HashMap<>();
        List<Boolean> read = new ArrayList<>();
        pages(
                UNUSED,
                node -> {
                    read.add(node.has("reported"));
                    for (JsonNode each : node.path("reported")) {
                        unused.computeIfAbsent(each.path("arn").textValue(), arn -> new TreeSet<>())
                                .add(each.path("what").textValue());
                    }
                });
        return read.contains(false) ? Optional.empty() : Optional.of(unused);
    }

    /**
     * Keeps what was asked until now of the last use of credentials: all of it, for a step that is
     * done again must not lose what it asked the first time.
     */
    void evidence(Map<String, Evidence> asked) {
        ObjectNode node = page(true);
        ObjectNode all = node.putObject("asked");
        asked.forEach((id, evidence) -> {
            ObjectNode each = all.putObject(id).put("readAt", evidence.readAt().toString());
            switch (evidence.lastUse()) {
                case LastUse.Used used ->
                        each.put("use", "used")
                                .put("at", used.at().toString())
                                .put("service", used.service())
                                .put("region", used.region());
                case LastUse.Never never -> each.put("use", "never");
                case LastUse.Untracked untracked -> each.put("use", "untracked");
                case LastUse.Unknown(String why) -> each.put("use", "unknown").put("why", why);
            }
        });
        put(EVIDENCE, 0, node);
    }

    /** All that was asked in this run, by the credential's id. */
    Map<String, Evidence> evidence() {
        return get(EVIDENCE, 0).map(RunFiles::asked).orElse(Map.of());
    }

    private static Map<String, Evidence> asked(JsonNode node) {
        Map<String, Evidence> asked = new HashMap<>();
        node.path("asked")
                .properties()
                .forEach(each -> asked.put(each.getKey(), evidence(each.getValue())));
        return asked;
    }

    private static Evidence evidence(JsonNode node) {
        LastUse use =
                switch (node.path("use").textValue()) {
                    case "used" ->
                            new LastUse.Used(
                                    Instant.parse(node.path("at").textValue()),
                                    textOrNull(node, "service"),
                                    textOrNull(node, "region"));
                    case "never" -> new LastUse.Never();
                    case "untracked" -> new LastUse.Untracked();
                    default -> new LastUse.Unknown(node.path("why").asText());
                };
        return new Evidence(use, Instant.parse(node.path("readAt").textValue()));
    }

    private static ObjectNode page(boolean last) {
        return Json.MAPPER.createObjectNode().put("last", last);
    }

    private static String name(AccountPages.Part part) {
        return part == AccountPages.Part.ROLES ? "roles" : "users";
    }

    private void put(String name, int page, JsonNode node) {
        workspace.put(run, name(name, page), node.toString());
    }

    private Optional<JsonNode> get(String name, int page) {
        return workspace.get(run, name(name, page)).map(Json::read);
    }

    /**
     * Reads every page. One that is missing before the last is an error: what is not there must not
     * look as if there were nothing.
     */
    private void pages(String name, Consumer<JsonNode> each) {
        for (int page = 0; ; page++) {
            int number = page;
            JsonNode node = get(name, page).orElseThrow(() -> missing(name, number));
            each.accept(node);
            if (node.path("last").booleanValue()) {
                return;
            }
        }
    }

    private IllegalStateException missing(String name, int page) {
        return new IllegalStateException(
                "page " + page + " of the " + name + " of run " + run + " is missing");
    }

    private static String name(String name, int page) {
        return "%s-%04d.json".formatted(name, page);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.path(name).textValue();
    }

    private static @Nullable Instant timeOrNull(JsonNode node, String name) {
        String text = textOrNull(node, name);
        return text == null ? null : Instant.parse(text);
    }
}
