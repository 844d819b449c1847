package dev.curfew.bench.sweep;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;

/**
 * A generated account as IAM would answer it: U users with two keys each and 0.6 U roles, 300
 * managed policies, 30 groups. Nothing in it is past any limit.
 */
final class StubAccount {

    static final String ACCOUNT = "123456789012";
    private static final int POLICIES = 300;
    private static final int GROUPS = 30;

    final int users;
    final int roles;
    private final Instant made = Instant.now().minus(60, ChronoUnit.DAYS);
    private final String trust =
            encoded(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}");

    StubAccount(int users) {
        this.users = users;
        this.roles = users * 6 / 10;
    }

    static String encoded(String policy) {
        return URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String document(int number) {
        Random random = new Random(number);
        StringBuilder statements = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            statements
                    .append(i == 0 ? "" : ",")
                    .append("{\"Sid\":\"S%d\",\"Effect\":\"Allow\",\"Action\":".formatted(i))
                    .append("[\"s3:GetObject\",\"s3:PutObject\",\"dynamodb:Query\"],\"Resource\":")
                    .append("\"arn:aws:s3:::bucket-%d/*\"}".formatted(random.nextInt(1000)));
        }
        return encoded("{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
    }

    private String time(int number) {
        return made.plusSeconds(number % 86_400L).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Managed policies and groups; one page holds them all. */
    String policies() {
        StringBuilder xml = new StringBuilder("<Policies>");
        for (int i = 0; i < POLICIES; i++) {
            xml.append(
                    """
                    <member><PolicyName>policy-%d</PolicyName><PolicyId>ANPA%08d</PolicyId>\
                    <Arn>%s</Arn><Path>/</Path><DefaultVersionId>v1</DefaultVersionId><PolicyVersionList>\
                    <member><Document>%s</Document><VersionId>v1</VersionId>\
                    <IsDefaultVersion>true</IsDefaultVersion></member></PolicyVersionList></member>\
                    """
                            .formatted(i, i, policy(i), document(i)));
        }
        xml.append("</Policies><GroupDetailList>");
        for (int i = 0; i < GROUPS; i++) {
            xml.append(
                    """
                    <member><Path>/</Path><GroupName>group-%d</GroupName><GroupId>AGPA%08d</GroupId>\
                    <Arn>arn:aws:iam::%s:group/group-%d</Arn><GroupPolicyList/>\
                    <AttachedManagedPolicies>%s</AttachedManagedPolicies></member>\
                    """
                            .formatted(i, i, ACCOUNT, i, attached(i)));
        }
        return xml.append("</GroupDetailList>").toString();
    }

    private static String policy(int number) {
        return "arn:aws:iam::%s:policy/policy-%d".formatted(ACCOUNT, number);
    }

    private static String attached(int number) {
        return "<member><PolicyName>policy-%d</PolicyName><PolicyArn>%s</PolicyArn></member>"
                .formatted(number, policy(number));
    }

    String users(int from, int to) {
        StringBuilder xml = new StringBuilder("<UserDetailList>");
        for (int i = from; i < to; i++) {
            xml.append(
                    """
                    <member><Path>/</Path><UserName>user-%d</UserName><UserId>AIDA%012d</UserId>\
                    <Arn>%s</Arn><CreateDate>%s</CreateDate><UserPolicyList><member>\
                    <PolicyName>own</PolicyName><PolicyDocument>%s</PolicyDocument></member>\
                    </UserPolicyList><GroupList><member>group-%d</member></GroupList>\
                    <AttachedManagedPolicies>%s%s</AttachedManagedPolicies><Tags>\
                    <member><Key>owner</Key><Value>team-%d</Value></member>\
                    <member><Key>stage</Key><Value>prod</Value></member></Tags></member>\
                    """
                            .formatted(
                                    i,
                                    i,
                                    arn(i),
                                    time(i),
                                    document(i % 50),
                                    i % GROUPS,
                                    attached(i % POLICIES),
                                    attached((i + 7) % POLICIES),
                                    i % 90));
        }
        return xml.append("</UserDetailList>").toString();
    }

    private static String arn(int user) {
        return "arn:aws:iam::%s:user/user-%d".formatted(ACCOUNT, user);
    }

    String roles(int from, int to) {
        StringBuilder xml = new StringBuilder("<RoleDetailList>");
        for (int i = from; i < to; i++) {
            String name = i == 0 ? "curfew-sweep" : "role-" + i;
            xml.append(
                    """
                    <member><Path>/</Path><RoleName>%s</RoleName><RoleId>AROA%012d</RoleId>\
                    <Arn>arn:aws:iam::%s:role/%s</Arn><CreateDate>%s</CreateDate>\
                    <AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument><InstanceProfileList/>\
                    <RolePolicyList><member><PolicyName>own</PolicyName><PolicyDocument>%s</PolicyDocument>\
                    </member></RolePolicyList><AttachedManagedPolicies>%s</AttachedManagedPolicies>\
                    <Tags><member><Key>owner</Key><Value>team-%d</Value></member></Tags>\
                    <RoleLastUsed><LastUsedDate>%s</LastUsedDate><Region>us-east-1</Region>\
                    </RoleLastUsed></member>\
                    """
                            .formatted(
                                    name,
                                    i,
                                    ACCOUNT,
                                    name,
                                    time(i),
                                    trust,
                                    document(i % 50),
                                    attached(i % POLICIES),
                                    i % 90,
                                    time(i + 900)));
        }
        return xml.append("</RoleDetailList>").toString();
    }

    /** The credential report, as the answer carries it. */
    String report() {
        StringBuilder csv =
                new StringBuilder(
                        "user,arn,user_creation_time,password_enabled,password_last_used,"
                                + "access_key_1_active,access_key_1_last_rotated,"
                                + "access_key_1_last_used_date,access_key_1_last_used_region,"
                                + "access_key_1_last_used_service,access_key_2_active,"
                                + "access_key_2_last_rotated,access_key_2_last_used_date,"
                                + "access_key_2_last_used_region,access_key_2_last_used_service,"
                                + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
                                + "<root_account>,arn:aws:iam::123456789012:root,%s,not_supported"
                                        .formatted(time(0))
                                + ",no_information,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,"
                                + "false,N/A,false,N/A\n");
        for (int i = 0; i < users; i++) {
            csv.append(
                    "user-%d,%s,%s,false,N/A,true,%s,%s,us-east-1,s3,true,%s,N/A,N/A,N/A,false,N/A,false,N/A\n"
                            .formatted(
                                    i,
                                    arn(i),
                                    offset(time(i)),
                                    offset(time(i)),
                                    offset(time(i + 900)),
                                    offset(time(i + 60))));
        }
        String content =
                Base64.getEncoder()
                        .encodeToString(csv.toString().getBytes(StandardCharsets.UTF_8));
        return "<Content>%s</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>%s</GeneratedTime>"
                .formatted(content, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String offset(String time) {
        return time.replace("Z", "+00:00");
    }

    String keys(String userName) {
        int user = number(userName);
        return "<AccessKeyMetadata>%s%s</AccessKeyMetadata><IsTruncated>false</IsTruncated>"
                .formatted(key(user, 1, time(user)), key(user, 2, time(user + 60)));
    }

    private static String key(int user, int which, String time) {
        return "<member><UserName>user-%d</UserName><AccessKeyId>AKIA%012d%d</AccessKeyId><Status>Active</Status><CreateDate>%s</CreateDate></member>"
                .formatted(user, user, which, time);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
