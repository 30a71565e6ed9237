package dev.fennel.autoconfigure.messaging;

import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("messaging")
class MessagingHintsTests {

	@Test
	void whatANativeImageIsToldIsThere() {
		RuntimeHints hints = new RuntimeHints();
		new MessagingHints().registerHints(hints, getClass().getClassLoader());
		Set<String> read = new TreeSet<>();
		hints.reflection().typeHints().forEach((hint) -> read.addAll(members(hint)));
		assertThat(read).contains("AbstractMessageListenerContainer.getAdviceChain",
				"AbstractMessageListenerContainer.getRecordInterceptor",
				"AbstractRabbitListenerContainerFactory.containerCustomizer",
				"AbstractKafkaListenerContainerFactory.containerCustomizer", "HandlerAdapter.invokerHandlerMethod");
	}

	private Set<String> members(TypeHint hint) {
		Class<?> type = ClassUtils.resolveClassName(hint.getType().getName(), getClass().getClassLoader());
		Set<String> members = new TreeSet<>();
		hint.fields().forEach((field) -> {
			assertThat(ReflectionUtils.findField(type, field.getName())).as("%s.%s", type, field.getName()).isNotNull();
			members.add(type.getSimpleName() + "." + field.getName());
		});
		hint.methods().forEach((method) -> {
			assertThat(ReflectionUtils.findMethod(type, method.getName())).as("%s.%s", type, method.getName())
				.isNotNull();
			members.add(type.getSimpleName() + "." + method.getName());
		});
		return members;
	}

}
