package dev.curfew.bench.sweep;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An account of so many users, two access keys each, and six roles for every ten users; in IAM's
 * words on the wire, made once. Of the keys a share is due: old, and not used for half a year. All
 * others are young and in use.
 */
final class GeneratedAccount {

    static final String OWN_ROLE = "curfew-sweep";

    static final String ACCOUNT = "123456789012";
    private static final String IDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String POLICY =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "Objects", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
               "Resource": ["arn:aws:s3:::bucket-%1$d", "arn:aws:s3:::bucket-%1$d/*"]},
              {"Sid": "Messages", "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"],
               "Resource": "arn:aws:sqs:*:123456789012:queue-%1$d",
               "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}]}
            """;
    private final Random random;
    private final double due;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<String> users = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();
    private final List<String> policies = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final Map<String, String> keysOf = new HashMap<>();
    private final Map<String, Instant> uses = new HashMap<>();
    private final StringBuilder report = new StringBuilder();

    GeneratedAccount(int size, double due, long seed) {
        this.random = new Random(seed);
        this.due = due;
        report.append(
                """
                user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
                password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,\
                access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,\
                access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
                access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
                cert_1_last_rotated,cert_2_active,cert_2_last_rotated
                """);
        int many = Math.max(10, size / 50);
        for (int i = 0; i < many; i++) {
            policies.add(policy(i));
        }
        for (int i = 0; i < 20; i++) {
            groups.add(group(i, many));
        }
        for (int i = 0; i < size; i++) {
            users.add(user(i, many));
        }
        roles.add(role(OWN_ROLE, 0, many));
        for (int i = 1; i < size * 6 / 10; i++) {
            roles.add(role("role-%05d".formatted(i), i, many));
        }
    }

    List<String> users() {
        return users;
    }

    List<String> roles() {
        return roles;
    }

    List<String> policies() {
        return policies;
    }

    List<String> groups() {
        return groups;
    }

    String report() {
        return report.toString();
    }

    Instant reportAt() {
        return now;
    }

    /** The list's members for a user; null when there is no such user. */
    @Nullable String keys(String user) {
        return keysOf.get(user);
    }

    /** When a key was used last. */
    Instant use(String key) {
        return uses.getOrDefault(key, now);
    }

    private String policy(int i) {
        return """
        <member><PolicyName>policy-%1$d</PolicyName><PolicyId>%2$s</PolicyId><Arn>%3$s</Arn><Path>/</Path>\
        <DefaultVersionId>v1</DefaultVersionId><PolicyVersionList><member><Document>%4$s</Document>\
        <VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion>\
        <CreateDate>2025-01-01T00:00:00Z</CreateDate></member></PolicyVersionList></member>\
        """
                .formatted(i, id("ANPA"), arn(i), encoded(POLICY.formatted(i)));
    }

    private String group(int i, int many) {
        return """
        <member><GroupName>group-%1$d</GroupName><GroupId>%2$s</GroupId>\
        <Arn>arn:aws:iam::%3$s:group/group-%1$d</Arn><Path>/</Path><CreateDate>2025-01-01T00:00:00Z</CreateDate>\
        <AttachedManagedPolicies>%4$s</AttachedManagedPolicies></member>\
        """
                .formatted(i, id("AGPA"), ACCOUNT, attached(i % many));
    }

    private String user(int i, int many) {
        String name = "user-%05d".formatted(i);
        String path = i % 4 == 0 ? "/ci/" : "/";
        String arn = "arn:aws:iam::%s:user%s%s".formatted(ACCOUNT, path, name);
        Instant created = before(Duration.ofDays(400), Duration.ofDays(900));
        StringBuilder keys = new StringBuilder();
        report.append(name).append(',').append(arn).append(',').append(offset(created));
        report.append(",false,N/A,N/A,N/A,false");
        for (int key = 0; key < 2; key++) {
            String id = id("AKIA");
            boolean stale = random.nextDouble() < due;
            // Never two in one second, or the report's word would be for neither.
            Instant made =
                    (stale
                                    ? before(Duration.ofDays(250), Duration.ofDays(390))
                                    : before(Duration.ofDays(40), Duration.ofDays(70)))
                            .plusSeconds(key);
            Instant used =
                    stale
                            ? before(Duration.ofDays(180), Duration.ofDays(200))
                            : before(Duration.ofDays(1), Duration.ofDays(30));
            uses.put(id, used);
            keys.append(
                    "<member><UserName>%s</UserName><AccessKeyId>%s</AccessKeyId><Status>Active</Status><CreateDate>%s</CreateDate></member>"
                            .formatted(name, id, made));
            report.append(",true,").append(offset(made)).append(',').append(offset(used));
            report.append(",eu-west-1,s3");
        }
        report.append(",false,N/A,false,N/A\n");
        keysOf.put(name, keys.toString());
        return """
        <member><UserName>%s</UserName><UserId>%s</UserId><Arn>%s</Arn><Path>%s</Path><CreateDate>%s</CreateDate>\
        <UserPolicyList>%s</UserPolicyList><GroupList><member>group-%d</member></GroupList>\
        <AttachedManagedPolicies>%s</AttachedManagedPolicies><Tags>%s</Tags></member>\
        """
                .formatted(
                        name,
                        id("AIDA"),
                        arn,
                        path,
                        created,
                        i % 3 == 0 ? inline(i) : "",
                        i % 20,
                        attached(i % many),
                        i % 2 == 0 ? tag("team-" + i % 50) : "");
    }

    private String role(String name, int i, int many) {
        return """
        <member><RoleName>%1$s</RoleName><RoleId>%2$s</RoleId><Arn>arn:aws:iam::%3$s:role/%1$s</Arn><Path>/</Path>\
        <CreateDate>%4$s</CreateDate><AssumeRolePolicyDocument>%5$s</AssumeRolePolicyDocument>\
        <RolePolicyList>%6$s</RolePolicyList><AttachedManagedPolicies>%7$s%8$s</AttachedManagedPolicies>\
        <Tags>%9$s</Tags><RoleLastUsed><LastUsedDate>%10$s</LastUsedDate><Region>eu-west-1</Region></RoleLastUsed>\
        </member>\
        """
                .formatted(
                        name,
                        id("AROA"),
                        ACCOUNT,
                        before(Duration.ofDays(400), Duration.ofDays(900)),
                        encoded(trust(100_000_000_000L + i % 10)),
                        i % 2 == 0 ? inline(i) : "",
                        attached(i % many),
                        attached((i + 1) % many),
                        tag("team-" + i % 50),
                        before(Duration.ofDays(1), Duration.ofDays(30)));
    }

    private static String trust(long account) {
        return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::%d:root"}, "Action": "sts:AssumeRole",
          "Condition": {"StringEquals": {"sts:ExternalId": "ci"}}}]}
        """
                .formatted(account);
    }

    private static String inline(int i) {
        return "<member><PolicyName>own</PolicyName><PolicyDocument>%s</PolicyDocument></member>"
                .formatted(encoded(POLICY.formatted(i)));
    }

    private static String attached(int policy) {
        return "<member><PolicyName>policy-%d</PolicyName><PolicyArn>%s</PolicyArn></member>"
                .formatted(policy, arn(policy));
    }

    private static String arn(int policy) {
        return "arn:aws:iam::%s:policy/policy-%d".formatted(ACCOUNT, policy);
    }

    private static String tag(String value) {
        return "<member><Key>owner</Key><Value>%s</Value></member>".formatted(value);
    }

    private Instant before(Duration least, Duration most) {
        long seconds =
                least.toSeconds() + (long) (random.nextDouble() * most.minus(least).toSeconds());
        return now.minusSeconds(seconds);
    }

    private String id(String kind) {
        StringBuilder id = new StringBuilder(kind);
        for (int i = 0; i < 17; i++) {
            id.append(IDS.charAt(random.nextInt(IDS.length())));
        }
        return id.toString();
    }

    private static String offset(Instant time) {
        return time.toString().replace("Z", "+00:00");
    }

    private static String encoded(String policy) {
        return URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
