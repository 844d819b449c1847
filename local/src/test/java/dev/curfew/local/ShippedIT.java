package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the archive for Lambda holds is what its bill of materials and its list of licences say. */
class ShippedIT {

    private static final Path TARGET =
            TestCloud.checkout().root().resolve("functions").resolve("target");

    private static final Set<String> LICENCES =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0");

    /** Lambda brings its own, so these are in the archive for the local cloud alone. */
    private static final List<String> LOCAL_ALONE =
            List.of("aws-lambda-java-runtime-interface-client-", "aws-lambda-java-serialization-");

    private final JsonNode bill = read(TARGET.resolve("bom.json"));

    @Test
    void theBillNamesEachLibraryOfTheArchiveByItsBytesAndNoOther() {
        Map<String, String> told = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            if (!component.path("group").asText().equals("dev.curfew")) {
                told.put(file(component), sha256(component));
            }
        }

        Map<String, String> shipped = shipped(TARGET.resolve("functions-local.zip"));
        assertThat(shipped).isEqualTo(told).hasSizeGreaterThan(50);
        shipped.keySet().removeIf(jar -> LOCAL_ALONE.stream().anyMatch(jar::startsWith));
        assertThat(shipped(TARGET.resolve("functions.zip"))).isEqualTo(shipped);
    }

    @Test
    void everyLibraryHasALicenceThatIsKnownHere() {
        assertThat(bill.path("components"))
                .isNotEmpty()
                .allSatisfy(component ->
                        assertThat(component.path("licenses"))
                                .as(file(component))
                                .isNotEmpty()
                                .allSatisfy(licence ->
                                        assertThat(licence.at("/license/id").asText())
                                                .isIn(LICENCES)));
    }

    @Test
    void theListOfLicencesNamesEachLibrary() throws IOException {
        String list = Files.readString(TARGET.resolve("THIRD-PARTY.txt"));

        assertThat(bill.path("components"))
                .filteredOn(component -> !component.path("group").asText().equals("dev.curfew"))
                .allSatisfy(component ->
                        assertThat(list)
                                .contains(
                                        component.path("group").asText()
                                                + ":"
                                                + component.path("name").asText()
                                                + ":"
                                                + component.path("version").asText()));
    }

    private static String file(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        throw new AssertionError(file(component) + " has no SHA-256");
    }

    /** The libraries of others in the archive, by the hash of their bytes. */
    private static Map<String, String> shipped(Path archive) {
        Map<String, String> hashes = new TreeMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (name.endsWith(".jar") && !name.startsWith("curfew-")) {
                    MessageDigest digest = MessageDigest.getInstance("SHA-256");
                    try (InputStream in =
                            new DigestInputStream(zip.getInputStream(entry), digest)) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                    hashes.put(name, HexFormat.of().formatHex(digest.digest()));
                }
            }
        } catch (IOException | NoSuchAlgorithmException broken) {
            throw new AssertionError("cannot read " + archive, broken);
        }
        return hashes;
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException missing) {
            throw new AssertionError("mvn verify makes " + file, missing);
        }
    }
}
