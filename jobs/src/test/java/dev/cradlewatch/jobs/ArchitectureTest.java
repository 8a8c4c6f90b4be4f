package dev.cradlewatch.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cradlewatch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule modulesDependOneWayOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("models")
            .definedBy("dev.cradlewatch.models..")
            .layer("operators")
            .definedBy("dev.cradlewatch.operators..")
            .layer("connectors")
            .definedBy("dev.cradlewatch.connectors..")
            .layer("console")
            .definedBy("dev.cradlewatch.console..")
            .layer("jobs")
            .definedBy("dev.cradlewatch.jobs..")
            .whereLayer("jobs")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("jobs")
            .whereLayer("connectors")
            .mayOnlyBeAccessedByLayers("console", "jobs")
            .whereLayer("operators")
            .mayOnlyBeAccessedByLayers("connectors", "console", "jobs")
            .whereLayer("models")
            .mayOnlyBeAccessedByLayers("operators", "connectors", "console", "jobs");

    @ArchTest
    static final ArchRule theConsoleKnowsNoFlinkAndNoKafkaClient = noClasses()
            .that()
            .resideInAPackage("dev.cradlewatch.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule operatorsKnowNoKafkaAndNoFiles = noClasses()
            .that()
            .resideInAPackage("dev.cradlewatch.operators..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..", "org.apache.flink.connector..", "java.nio.file..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule modelsKnowNoFlink = noClasses()
            .that()
            .resideInAPackage("dev.cradlewatch.models..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule theAlertLogicKnowsNoFlinkTime = noClasses()
            .that()
            .haveSimpleName("AlertMachine")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule onlyCommandsPrint =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule commandsAreOnlyReachedFromOutside = classes()
            .that()
            .resideInAPackage("dev.cradlewatch.jobs.cli..")
            .should()
            .onlyBeAccessed()
            .byClassesThat()
            .resideInAPackage("dev.cradlewatch.jobs.cli..");
}
