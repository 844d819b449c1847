package dev.curfew.local.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on 127.0.0.1 for one person's browser, and for programs that bring a secret of
 * their own.
 *
 * <p>A request must name this server as its host, so that no foreign name can be turned to it. A
 * person needs the cookie that a link sets once, and posts only from the site's own pages. What is
 * sent holds no script and may load none, unless the site was opened {@link #apart}.
 */
public final class Site implements AutoCloseable {
    /** The most that a request's body may hold. */
    public static final int MOST_BYTES = 1 << 20;

    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";
    private static final String SCRIPTED =
            CONTENT_POLICY + "; script-src 'self'; connect-src 'self'";
    private static final Map<String, String> ALWAYS =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "same-origin",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Cache-Control", "no-store");
    private static final System.Logger LOG = System.getLogger(Site.class.getName());
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String OPEN = "open/";
    private static final String STYLE = "/site.css";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Links links;
    private final Sessions sessions;
    private final Set<String> hosts;
    private final String anew;
    private final String root;
    private final String contentPolicy;
    private final Map<String, Route> routes = new ConcurrentSkipListMap<>();

    private record Route(Handler handler, boolean forPerson) {}

    /** What a path does. */
    @FunctionalInterface
    public interface Handler {
        Reply answer(Call call);
    }

    /**
     * Listens from now on, while the program runs for some other reason.
     *
     * @param port 0 for any that is free
     * @param anew what prints a new link, for those whose link was used
     */
    public Site(int port, Links links, Clock clock, String anew) {
        this(port, links, clock, anew, "/", CONTENT_POLICY);
    }

    /**
     * The same, with pages that may run scripts of the site's own files, and that lie below a path
     * which nobody can guess. A browser sends the cookies of 127.0.0.1 to each of its ports, but
     * none outside their path: so no other server on this machine is sent this one's.
     */
    public static Site apart(int port, Links links, Clock clock, String anew) {
        return new Site(port, links, clock, anew, "/" + Links.newKey() + "/", SCRIPTED);
    }

    private Site(
            int port, Links links, Clock clock, String anew, String root, String contentPolicy) {
        this.root = root;
        this.contentPolicy = contentPolicy;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.links = links;
        this.anew = anew;
        int taken = server.getAddress().getPort();
        this.sessions = new Sessions(taken, root, clock);
        this.hosts = Set.of("127.0.0.1:" + taken, "localhost:" + taken);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        startAside();
    }

    /** A server's threads are of the kind of the one that starts it: these hold no program up. */
    private void startAside() {
        Thread starter = Thread.ofPlatform().daemon().start(server::start);
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets a person who was let in see that path and all below it. */
    public Site person(String path, Handler handler) {
        routes.put(path, new Route(handler, true));
        return this;
    }

    /** Lets anybody on this machine call that path and all below it: the handler asks who it is. */
    public Site program(String path, Handler handler) {
        routes.put(path, new Route(handler, false));
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** An address that lets one browser in. */
    public URI link() {
        return link(address().resolve(root), links);
    }

    /** The same, made by whoever has the key of the links of a site that is not apart. */
    public static URI link(URI address, Links links) {
        return address.resolve((address.getPath().isEmpty() ? "/" : "") + OPEN + links.ticket());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(exchange);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a request could not be answered", e);
                reply = refusal(500, "That went wrong.", "Look at the log of this page.");
            }
            send(exchange, reply);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(
                                name.toLowerCase(Locale.ROOT),
                                values.isEmpty() ? "" : String.valueOf(values.getFirst())));
        if (!hosts.contains(headers.getOrDefault("host", ""))) {
            return refusal(
                    421, "This server goes by another name.", "Open the address that was printed.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return Reply.text(413, "a request holds at most " + MOST_BYTES + " bytes");
        }
        URI uri = exchange.getRequestURI();
        String path = below(uri.getPath() == null ? "/" : uri.getPath());
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        var call =
                new Call(
                        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
                        path,
                        query,
                        headers,
                        new String(body, StandardCharsets.UTF_8));
        return List.of("GET", "HEAD", "POST").contains(call.method())
                ? route(call)
                : Reply.text(405, "GET or POST").with("Allow", "GET, HEAD, POST");
    }

    /** The path below the site's root; what is not below it keeps a path that leads nowhere. */
    private String below(String path) {
        return path.startsWith(root) ? "/" + path.substring(root.length()) : "/.." + path;
    }

    private Reply route(Call call) {
        String path = call.path();
        if (path.equals(STYLE) || path.equals("/.." + STYLE)) {
            return new Reply(200, "text/css; charset=utf-8", Layout.style(), Map.of());
        }
        if (path.startsWith("/" + OPEN) && !call.isPost()) {
            return open(call);
        }
        Route route = find(path);
        if (route != null && !route.forPerson()) {
            return route.handler().answer(call);
        }
        if (!sessions.holds(call.header("cookie"))) {
            return refusal(
                    403, "This page is not open to this browser.", anew + " prints a link to it.");
        }
        if (call.isPost() && !isFromOwnPage(call)) {
            return refusal(
                    403, "That was not sent from this page.", "Press the button on the page.");
        }
        return route == null
                ? refusal(404, "There is nothing here.", "Go back to the first page.")
                : route.handler().answer(call);
    }

    /** The longest path that is that one, or lies above it. */
    private @Nullable Route find(String path) {
        Route exact = routes.get(path);
        if (exact != null) {
            return exact;
        }
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            Route above = routes.get(path.substring(0, end + 1));
            if (above != null) {
                return above;
            }
        }
        return null;
    }

    private Reply open(Call call) {
        if (links.take(call.path().substring(1 + OPEN.length()))) {
            return Reply.seeOther(root).with("Set-Cookie", sessions.begin());
        }
        if (sessions.holds(call.header("cookie"))) {
            return Reply.seeOther(root);
        }
        return refusal(
                403, "This link was used, or is older than an hour.", anew + " prints a new one.");
    }

    /** Browsers say with each POST where it comes from. */
    private static boolean isFromOwnPage(Call call) {
        String site = call.header("sec-fetch-site");
        return call.header("origin").equals("http://" + call.header("host"))
                && (site.isEmpty() || site.equals("same-origin"));
    }

    private static Reply refusal(int status, String what, String help) {
        return Reply.page(
                status,
                Layout.page(
                        what,
                        Markup.NOTHING,
                        Markup.of("<h1>{}</h1><p class=\"help\">{}</p>", what, help)));
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", contentPolicy);
        ALWAYS.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.bytes();
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
