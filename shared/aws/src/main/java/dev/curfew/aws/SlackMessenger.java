package dev.curfew.aws;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.Payload;
import dev.curfew.core.notice.Digest;
import dev.curfew.core.notice.Messenger;
import dev.curfew.core.notice.Notice;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts to Slack, as an app with its token or through an incoming webhook. Of what goes wrong only
 * a status and Slack's own code are told on: an exception of the client may hold an answer that
 * repeats what was sent.
 */
public final class SlackMessenger implements Messenger {

    private static final String SLACK = "https://slack.com";
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(6);
    private static final Duration UNREADABLE = Duration.ofMinutes(1);

    /** Slack's codes for what may work later. */
    private static final Set<String> PASSING =
            Set.of(
                    "ratelimited",
                    "rate_limited",
                    "message_limit_exceeded",
                    "internal_error",
                    "fatal_error",
                    "service_unavailable",
                    "request_timeout",
                    "team_added_to_org",
                    "rollup_error");

    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");

    private final Supplier<String> secret;
    private final @Nullable URI endpoint;
    private final OkHttpClient http;
    private final Slack slack;

    /**
     * @param secret reads the secret; asked for every message, so that a new one counts
     * @param endpoint where Slack stands in a local cloud; null for Slack itself
     */
    public SlackMessenger(Supplier<String> secret, @Nullable URI endpoint) {
        this(secret, endpoint, ANSWER);
    }

    SlackMessenger(Supplier<String> secret, @Nullable URI endpoint, Duration answer) {
        this.secret = secret;
        this.endpoint = endpoint;
        this.http =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(answer)
                        .writeTimeout(answer)
                        .callTimeout(answer.plus(CONNECT))
                        // A message is posted again only by whoever knows that it came back.
                        .retryOnConnectionFailure(false)
                        .followRedirects(false)
                        .build();
        SlackConfig config = new SlackConfig();
        // They would write requests and answers to the log.
        config.getHttpClientResponseHandlers().clear();
        MethodsConfig methods = new MethodsConfig();
        methods.setStatsEnabled(false);
        config.setMethodsConfig(methods);
        config.setStatsEnabled(false);
        config.setMethodsEndpointUrlPrefix(
                (endpoint == null ? SLACK : withoutSlash(endpoint)) + "/api/");
        SlackHttpClient client = new SlackHttpClient(http);
        client.setConfig(config);
        this.slack = Slack.getInstance(config, client);
    }

    @Override
    public Sent post(String channel, @Nullable String thread, Notice notice) {
        return post(channel, thread, SlackBlocks.summary(notice), SlackBlocks.of(notice));
    }

    @Override
    public Sent post(String channel, Digest digest) {
        return post(channel, null, SlackBlocks.summary(digest), SlackBlocks.of(digest));
    }

    private Sent post(
            String channel, @Nullable String thread, String summary, List<LayoutBlock> blocks) {
        SlackAccess access;
        try {
            access = SlackAccess.read(secret.get(), endpoint);
        } catch (SlackAccess.UnusableException unusable) {
            return new Sent.Later(UNREADABLE, String.valueOf(unusable.getMessage()));
        } catch (RuntimeException unread) {
            return new Sent.Later(
                    UNREADABLE,
                    "the secret could not be read: " + unread.getClass().getSimpleName());
        }
        try {
            return switch (access) {
                case SlackAccess.Token(String token) ->
                        post(
                                token,
                                ChatPostMessageRequest.builder()
                                        .channel(channel)
                                        .threadTs(thread)
                                        .text(summary)
                                        .blocks(blocks)
                                        .mrkdwn(false)
                                        .parse("none")
                                        .linkNames(false)
                                        .unfurlLinks(false)
                                        .unfurlMedia(false)
                                        .build());
                case SlackAccess.Webhook(String url) ->
                        hook(
                                url,
                                Payload.builder()
                                        .text(summary)
                                        .blocks(blocks)
                                        .unfurlLinks(false)
                                        .unfurlMedia(false)
                                        .build());
            };
        } catch (IOException failed) {
            return new Sent.Later(
                    null, "Slack did not answer: " + failed.getClass().getSimpleName());
        }
    }

    private Sent post(String token, ChatPostMessageRequest request) throws IOException {
        ChatPostMessageResponse answer;
        try {
            answer = slack.methods(token).chatPostMessage(request);
        } catch (SlackApiException failed) {
            return of(failed.getResponse());
        } catch (RuntimeException unreadable) {
            return new Sent.Later(null, "Slack's answer could not be read");
        }
        if (answer.isOk()) {
            return new Sent.Posted(answer.getTs() == null ? "" : answer.getTs());
        }
        String code = code(answer.getError());
        return PASSING.contains(code)
                ? new Sent.Later(null, "Slack says " + code)
                : new Sent.Refused("Slack says " + code);
    }

    private Sent hook(String url, Payload payload) throws IOException {
        Request request =
                new Request.Builder()
                        .url(url)
                        .post(
                                RequestBody.create(
                                        GsonFactory.createSnakeCase().toJson(payload), JSON))
                        .build();
        try (Response answer = http.newCall(request).execute()) {
            return answer.isSuccessful() ? new Sent.Posted("") : of(answer);
        }
    }

    private static Sent of(Response answer) {
        int status = answer.code();
        String why = "Slack answers with status " + status;
        if (status == 429 || status >= 500) {
            return new Sent.Later(seconds(answer.header("Retry-After")), why);
        }
        return new Sent.Refused(why);
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : null;
    }

    private static String code(@Nullable String error) {
        return error != null && CODE.matcher(error).matches() ? error : "that it failed";
    }

    private static String withoutSlash(URI endpoint) {
        String text = endpoint.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
