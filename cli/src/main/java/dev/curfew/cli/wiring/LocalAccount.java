package dev.curfew.cli.wiring;

import dev.curfew.cli.demo.Account;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.LocalDeployment;
import dev.curfew.local.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sts.StsClient;

/** The demo's account, with plain AWS calls. */
final class LocalAccount implements Account {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String FOR_LAMBDA =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
            "Principal":{"Service":"lambda.amazonaws.com"}}]}
            """
                    .strip();

    private final LocalCloud cloud;
    private final Access administrator;
    private final Progress progress;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    LocalAccount(LocalCloud cloud, Access administrator, Progress progress) {
        this.cloud = cloud;
        this.administrator = administrator;
        this.progress = progress;
    }

    @Override
    public String makeQueue(String name) {
        try (SqsClient sqs = administrator.client(SqsClient.builder(), PATIENCE)) {
            String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
            return Objects.requireNonNull(
                    sqs.getQueueAttributes(request ->
                                    request.queueUrl(url)
                                            .attributeNames(QueueAttributeName.QUEUE_ARN))
                            .attributes()
                            .get(QueueAttributeName.QUEUE_ARN),
                    "each queue has an ARN");
        } catch (SdkException failure) {
            throw Troubles.of("make the queue `" + name + "`", failure);
        }
    }

    @Override
    public String makeBrokeredRole(String name, String policy) {
        return CheckoutClouds.attempt(() ->
                new LocalDeployment(cloud, progress).brokeredRole(name, policy).output("RoleArn"));
    }

    @Override
    public String makeUser(String name, String path) {
        try (IamClient iam = iam()) {
            return iam.createUser(request -> request.userName(name).path(path)).user().userId();
        } catch (SdkException failure) {
            throw Troubles.of("make the user `" + name + "`", failure);
        }
    }

    @Override
    public String makeRole(String name) {
        try (IamClient iam = iam()) {
            return iam.createRole(
                            request -> request.roleName(name).assumeRolePolicyDocument(FOR_LAMBDA))
                    .role()
                    .roleId();
        } catch (SdkException failure) {
            throw Troubles.of("make the role `" + name + "`", failure);
        }
    }

    @Override
    public Credential makeAccessKey(String user) {
        try (IamClient iam = iam()) {
            AccessKey key = iam.createAccessKey(request -> request.userName(user)).accessKey();
            return new Credential(key.accessKeyId(), key.secretAccessKey(), null);
        } catch (SdkException failure) {
            throw Troubles.of("make an access key of `" + user + "`", failure);
        }
    }

    private IamClient iam() {
        return administrator.client(IamClient.builder(), PATIENCE);
    }

    @Override
    public String administrator() {
        try (StsClient sts = administrator.client(StsClient.builder(), PATIENCE)) {
            return sts.getCallerIdentity().arn();
        } catch (SdkException failure) {
            throw Troubles.of("ask who the administrator is", failure);
        }
    }

    @Override
    public Sent send(Credential credential, String queue, String message) {
        String url = urls.computeIfAbsent(queue, this::url);
        try (SqsClient sqs = administrator.as(credential).client(SqsClient.builder(), PATIENCE)) {
            return new Sent.Accepted(
                    sqs.sendMessage(request -> request.queueUrl(url).messageBody(message))
                            .messageId());
        } catch (AwsServiceException refused) {
            String code = refused.awsErrorDetails().errorCode();
            if (code.contains("AccessDenied")) {
                return new Sent.Denied(code);
            }
            throw Troubles.of("send to the queue `" + queue + "`", refused);
        } catch (SdkException failure) {
            throw Troubles.of("send to the queue `" + queue + "`", failure);
        }
    }

    @Override
    public Sent call(Credential credential) {
        try (StsClient sts = administrator.as(credential).client(StsClient.builder(), PATIENCE)) {
            return new Sent.Accepted(sts.getCallerIdentity().arn());
        } catch (AwsServiceException refused) {
            if (refused.statusCode() == HttpStatusCode.FORBIDDEN) {
                return new Sent.Denied(refused.awsErrorDetails().errorCode());
            }
            throw Troubles.of("ask who `" + credential.accessKeyId() + "` is", refused);
        } catch (SdkException failure) {
            throw Troubles.of("ask who `" + credential.accessKeyId() + "` is", failure);
        }
    }

    private String url(String queue) {
        try (SqsClient sqs = administrator.client(SqsClient.builder(), PATIENCE)) {
            return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
        } catch (SdkException failure) {
            throw Troubles.of("find the queue `" + queue + "`", failure);
        }
    }
}
