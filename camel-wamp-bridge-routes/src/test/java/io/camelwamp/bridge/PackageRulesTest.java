package io.camelwamp.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.camelwamp.bridge", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.camelwamp.(bridge.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule JSON_KNOWS_JACKSON_ONLY = noClasses()
            .that()
            .resideInAPackage("io.camelwamp.bridge.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..",
                    "org.eclipse.jetty..",
                    "jakarta..",
                    "io.camelwamp.bridge.http",
                    "io.camelwamp.bridge.check",
                    "io.camelwamp.bridge.message");

    @ArchTest
    static final ArchRule JACKSON_IS_FOR_JSON_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("io.camelwamp.bridge.json")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule JETTY_IS_FOR_HTTP_ONLY = noClasses()
            .that()
            .resideOutsideOfPackages("io.camelwamp.bridge.http", "io.camelwamp.bridge.outbound")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule CHECKS_AND_MESSAGES_STAND_ALONE = noClasses()
            .that()
            .resideInAPackage("io.camelwamp.bridge.check")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.camelwamp.bridge.message");

    @ArchTest
    static final ArchRule ONLY_THE_RUNNABLE_BRIDGE_KNOWS_THE_ROUTER = noClasses()
            .that()
            .resideInAnyPackage("io.camelwamp.bridge.*")
            .and()
            .resideOutsideOfPackage("io.camelwamp.bridge.admission")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.camelwamp.router..");

    @ArchTest
    static final ArchRule STEPS_DO_NOT_KNOW_WHO_MAY_JOIN_THE_ROUTER = noClasses()
            .that()
            .resideInAnyPackage("io.camelwamp.bridge.*")
            .and()
            .resideOutsideOfPackage("io.camelwamp.bridge.admission")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.camelwamp.bridge.admission");

    @ArchTest
    static final ArchRule ACCESS_KNOWS_URIS_ONLY = noClasses()
            .that()
            .resideInAPackage("io.camelwamp.bridge.access")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "io.camelwamp.router..", "io.camelwamp.session..");

    @ArchTest
    static final ArchRule STEPS_DO_NOT_KNOW_WHO_RUNS_THEM = noClasses()
            .that()
            .resideInAnyPackage("io.camelwamp.bridge.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.camelwamp.bridge");
}
