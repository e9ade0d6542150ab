package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.clv.explain.json.JsonObject;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.read.EventReader;
import dev.clv.features.select.FeatureSelection;
import dev.clv.general.GeneralPrior;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.train.TrainingListener;
import dev.clv.reason.Wording;
import dev.clv.store.Section;
import dev.clv.train.NetworkSettings;
import dev.clv.train.SequenceSettings;
import dev.clv.train.TableTrainingSet;
import dev.clv.train.TrainingSet;
import dev.clv.train.TrainingSettings;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How much of the API a service meets that reads events or a table, trains, saves, loads, scores, evaluates and
 * explains. The numbers are those of docs/ARCHITECTURE.md; raise them only together with it.
 */
@AnalyzeClasses(
        packages = "dev.clv",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OnlyTheLibrary.class})
class ServiceTypesTest {

    /** Where a service begins. */
    private static final Set<Class<?>> STARTS =
            Set.of(ClvModel.class, TableModel.class, EventReader.class, Wording.class);

    /** Where an extension begins: features, networks, priors, rows and files of one's own. */
    private static final Set<Class<?>> DOORS = Set.of(
            FeaturePipeline.class,
            FeaturePlan.class,
            FeatureSelection.class,
            FittableExtractor.class,
            GeneralPrior.class,
            JsonObject.class,
            Loss.class,
            NetworkSettings.class,
            Optimizer.class,
            Section.class,
            SequenceSettings.class,
            TableTrainingSet.class,
            TrainingListener.class,
            TrainingSet.class,
            TrainingSettings.class,
            Vocabulary.class);

    @ArchTest
    static void theModelsAndReadersThemselvesNameFewTypes(JavaClasses all) {
        Set<String> met = names(STARTS);

        met.addAll(named(all, met));

        assertThat(met).hasSizeLessThanOrEqualTo(40);
    }

    @ArchTest
    static void readingEveryPartOfEveryResultTakesTwiceAsMany(JavaClasses all) {
        Set<String> met = names(STARTS);

        while (met.addAll(named(all, met))) {
            assertThat(met).hasSizeLessThanOrEqualTo(98);
        }
    }

    /** The top-level types of ours that the public signatures of some types, and of types nested in them, name. */
    private static Set<String> named(JavaClasses all, Set<String> types) {
        return all.stream()
                .filter(type -> isPublic(type) && types.contains(outermost(type).getName()))
                .flatMap(Signatures::typesOf)
                .map(type -> outermost(type.getBaseComponentType()))
                .filter(type -> type.getPackageName().startsWith("dev.clv") && isPublic(type))
                .map(JavaClass::getName)
                .filter(type -> !names(DOORS).contains(type))
                .collect(Collectors.toSet());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ServiceTypesTest::outermost).orElse(type);
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static Set<String> names(Set<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
