package io.camelwamp.router;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in the router; ARCHITECTURE.md draws the picture. */
@AnalyzeClasses(packages = "io.camelwamp.router", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CLIENT = "io.camelwamp.";
    private static final String ROUTER = "io.camelwamp.router";

    @ArchTest
    static final ArchRule theRouterDoesNoInputAndOutputItself = mayImport(
            ROUTER,
            ROUTER + ".auth",
            ROUTER + ".permission",
            CLIENT + "protocol",
            CLIENT + "codec",
            CLIENT + "transport",
            CLIENT + "transport.local");

    @ArchTest
    static final ArchRule authenticationKnowsProtocolAndArithmeticOnly =
            mayImport(ROUTER + ".auth", CLIENT + "protocol", CLIENT + "auth", CLIENT + "transport");

    @ArchTest
    static final ArchRule permissionsKnowIdentitiesOnly =
            mayImport(ROUTER + ".permission", ROUTER + ".auth", CLIENT + "protocol");

    @ArchTest
    static final ArchRule listenersKnowTheRouterAndTheTransports =
            mayImport(ROUTER + ".transport", ROUTER, CLIENT + "protocol", CLIENT + "codec", CLIENT + "transport..");

    @ArchTest
    static final ArchRule onlyListenersKnowNetworkLibraries = noClasses()
            .that()
            .resideOutsideOfPackage(ROUTER + ".transport")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.eclipse.jetty..");

    @ArchTest
    static final ArchRule nobodyKnowsCamelOrAFormat = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "com.fasterxml.jackson..", "org.msgpack..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.camelwamp.(**)").should().beFreeOfCycles();

    private static ArchRule mayImport(String owner, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(owner)
                .should()
                .dependOnClassesThat(resideInAPackage("io.camelwamp..")
                        .and(DescribedPredicate.not(resideInAPackage(owner).or(resideInAnyPackage(others)))));
    }
}
