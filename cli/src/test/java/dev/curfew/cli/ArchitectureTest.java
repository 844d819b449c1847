package dev.curfew.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The house, held up for every module: this one sees all the others. */
@AnalyzeClasses(packages = "dev.curfew", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SDK = "software.amazon.awssdk..";

    @ArchTest
    static final ArchRule arrowsPointDown =
            Architectures.layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("dev.curfew..")
                    .layer("cli")
                    .definedBy("dev.curfew.cli..")
                    .layer("local")
                    .definedBy("dev.curfew.local..")
                    .layer("client")
                    .definedBy("dev.curfew.client..")
                    .layer("functions")
                    .definedBy("dev.curfew.functions..")
                    .layer("aws")
                    .definedBy("dev.curfew.aws..")
                    .layer("core")
                    .definedBy("dev.curfew.core..")
                    .layer("policy")
                    .definedBy("dev.curfew.policy..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("client")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("client")
                    .mayNotAccessAnyLayer()
                    .whereLayer("functions")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("local")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("aws")
                    .mayOnlyBeAccessedByLayers("functions", "local", "cli")
                    .whereLayer("core")
                    .mayOnlyBeAccessedByLayers("aws", "functions", "local", "cli")
                    .whereLayer("policy")
                    .mayOnlyBeAccessedByLayers("core", "aws", "functions", "local", "cli")
                    .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule theSdkStaysAtTheEdge =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.curfew.aws..",
                            "dev.curfew.client..",
                            "dev.curfew.local..",
                            "dev.curfew.cli.wiring..")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.curfew.functions.Wiring")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(SDK))
                    .because(
                            "what decides and what prints does not know AWS; each module's wiring does");

    @ArchTest
    static final ArchRule policyStandsAlone =
            classes()
                    .that()
                    .resideInAPackage("dev.curfew.policy..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "dev.curfew.policy..",
                                    "java..",
                                    "com.fasterxml.jackson.core..",
                                    "org.jspecify.."));

    @ArchTest
    static final ArchRule coreReachesNothingOutside =
            noClasses()
                    .that()
                    .resideInAPackage("dev.curfew.core..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.net.http..",
                                    "java.sql..",
                                    "software.amazon..",
                                    "com.amazonaws.."));

    @ArchTest
    static final ArchRule coreIsToldTheTime =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.curfew.core..", "dev.curfew.policy..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.curfew.(**)").should().beFreeOfCycles();

    @ArchTest
    static void eachPackageSaysWhatItIs(JavaClasses classes) {
        JavaPackage root = classes.getDefaultPackage();
        List<String> silent =
                packagesUnder(root)
                        .filter(one -> one.getName().startsWith("dev.curfew"))
                        .filter(one ->
                                one.getClasses().stream().anyMatch(ArchitectureTest::isWritten))
                        .filter(one -> !one.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .toList();

        assertThat(silent).as("packages without a @NullMarked package-info.java").isEmpty();
    }

    @ArchTest
    static void everyModuleIsSeen(JavaClasses classes) {
        assertThat(List.of("policy", "core", "aws", "functions", "local", "client", "cli"))
                .allSatisfy(module ->
                        assertThat(classes.containPackage("dev.curfew." + module)).isTrue());
        assertThat(classes.that(alwaysTrue())).hasSizeGreaterThan(50);
    }

    private static Stream<JavaPackage> packagesUnder(JavaPackage root) {
        return Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream());
    }

    private static boolean isWritten(JavaClass type) {
        return !type.getSimpleName().equals("package-info");
    }
}
