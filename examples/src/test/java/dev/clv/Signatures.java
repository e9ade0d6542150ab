package dev.clv;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasTypeParameters;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that a caller or a subclass of a type can name: its supertypes, and the types of its public and protected
 * fields, methods and constructors, with all type arguments, bounds and exceptions.
 */
final class Signatures {

    private Signatures() {}

    static ArchCondition<JavaClass> hold(String what, Predicate<JavaClass> refused) {
        return new ArchCondition<>("hold " + what + " in their signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                exposed(type)
                        .forEach((place, types) -> rawTypes(types)
                                .filter(refused)
                                .distinct()
                                .forEach(used -> events.add(
                                        SimpleConditionEvent.violated(type, place + " names " + used.getName()))));
            }
        };
    }

    /** All types that the signatures of a type name. */
    static Stream<JavaClass> typesOf(JavaClass type) {
        return exposed(type).values().stream().flatMap(Signatures::rawTypes);
    }

    /** The types that each place of a type names. */
    private static Map<String, List<JavaType>> exposed(JavaClass type) {
        Map<String, List<JavaType>> places = new LinkedHashMap<>();
        Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        places.put(type.getFullName(), Stream.concat(supertypes, bounds(type)).toList());
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (isExposed(unit.getModifiers())) {
                places.put(unit.getFullName(), signature(unit).toList());
            }
        }
        for (JavaField field : type.getFields()) {
            if (isExposed(field.getModifiers())) {
                places.put(field.getFullName(), List.of(field.getType()));
            }
        }
        return places;
    }

    private static Stream<JavaClass> rawTypes(List<JavaType> types) {
        return types.stream().flatMap(used -> used.getAllInvolvedRawTypes().stream());
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        Stream<JavaType> types = Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
        return Stream.concat(Stream.concat(types, unit.getExceptionTypes().stream()), bounds(unit));
    }

    private static Stream<JavaType> bounds(HasTypeParameters<?> generic) {
        return generic.getTypeParameters().stream()
                .map(JavaTypeVariable::getUpperBounds)
                .flatMap(bounds -> bounds.stream());
    }

    private static boolean isExposed(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
