package dev.fennel.autoconfigure.client;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.client.HttpClientMetrics;
import dev.fennel.client.MeteredRestClients;
import dev.fennel.client.MeteredWebClients;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.UnsteadyServer;
import dev.fennel.testing.Warnings;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@ExtendWith(OutputCaptureExtension.class)
class HttpClientMetricsAutoConfigurationTests {

	private static final String COUNT = "http_client_request_duration_seconds_count{client=\"127.0.0.1\",method=\"GET\","
			+ "route=\"/ok/{id}\",status=\"200\"}";

	private static UnsteadyServer server;

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration.class, HttpClientMetricsAutoConfiguration.class));

	private final ApplicationContextRunner besideBoot = this.runner.withConfiguration(Generations.configurations());

	@BeforeAll
	static void start() throws IOException {
		server = new UnsteadyServer();
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	private static void call(RestClient client) {
		assertThat(client.get().uri(server.url() + "/ok/{id}", 1).retrieve().body(String.class)).isEqualTo("fine");
	}

	private static void call(RestOperations template) {
		assertThat(template.getForObject(server.url() + "/ok/{id}", String.class, 1)).isEqualTo("fine");
	}

	private static void call(WebClient client) {
		assertThat(client.get().uri(server.url() + "/ok/{id}", 1).retrieve().bodyToMono(String.class).block())
			.isEqualTo("fine");
	}

	/** Exactly so many requests, none of them elsewhere or unmatched, and no failure. */
	private static void assertCounted(ApplicationContext context, double requests) {
		TreeMap<String, Double> samples = new TreeMap<>(Scrapes.of(context.getBean(GuardedRegistry.class)).samples());
		assertThat(samples.keySet()
			.stream()
			.filter((sample) -> sample.startsWith("http_client_request_duration_seconds_count")))
			.containsExactly(COUNT);
		assertThat(samples).containsEntry(COUNT, requests)
			.containsEntry("http_client_requests_in_progress{client=\"127.0.0.1\"}", 0.0)
			.containsEntry("fennel_errors_total{feature=\"http-client\"}", 0.0);
	}

	@Test
	void mocksAndSpiesStayWhatTheyAre() {
		RestClient restClient = Mockito.spy(RestClient.create());
		WebClient webClient = Mockito.spy(WebClient.create());
		WebClient.Builder builder = Mockito.mock(WebClient.Builder.class);
		RestTemplate template = Mockito.spy(new RestTemplate());
		Mockito.clearInvocations(template);
		this.runner.withBean("restClient", RestClient.class, () -> restClient)
			.withBean("webClient", WebClient.class, () -> webClient)
			.withBean("builder", WebClient.Builder.class, () -> builder)
			.withBean("template", RestTemplate.class, () -> template)
			.run((context) -> {
				assertThat(context.getBean(RestClient.class)).isSameAs(restClient);
				assertThat(context.getBean(WebClient.class)).isSameAs(webClient);
				assertThat(context.getBean(WebClient.Builder.class)).isSameAs(builder);
				assertThat(context.getBean(RestTemplate.class)).isSameAs(template);
				Mockito.verifyNoInteractions(template, builder);
			});
	}

	@Test
	void bucketsThatDoNotRiseStopTheStartButNothingThatIsMadeLater() {
		ApplicationContextRunner wrong = this.runner.withPropertyValues("fennel.http-client.buckets=2,1");
		wrong.withBean(RestClient.class, RestClient::create)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("fennel.http-client.buckets"));
		wrong.withBean(RestClient.class, RestClient::create, (definition) -> definition.setLazyInit(true))
			.withBean(WebClient.class, WebClient::create, (definition) -> definition.setLazyInit(true))
			.withBean(RestTemplate.class, RestTemplate::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				call(context.getBean(RestClient.class));
				call(context.getBean(WebClient.class));
				call(context.getBean(RestTemplate.class));
				assertThat(Scrapes.of(context.getBean(GuardedRegistry.class))
					.value("fennel_errors_total{feature=\"http-client\"}")).isEqualTo(3);
			});
	}

	@Test
	void clientsThatAreBeansAreMeasured(CapturedOutput output) {
		this.runner.withUserConfiguration(Clients.class).run((context) -> {
			RestTemplate template = context.getBean(RestTemplate.class);
			assertThat(template).isSameAs(Clients.made);
			call(template);
			call(context.getBean(RestClient.class));
			call(context.getBean(WebClient.class));
			assertCounted(context, 3);
		});
		assertThat(Warnings.of(output)).isEmpty();
		assertThat(output).doesNotContain("not eligible for getting processed");
	}

	@Test
	void whatBootsBuildersBuildIsMeasuredWhateverTheyAreTold(CapturedOutput output) {
		this.besideBoot.run((context) -> {
			call(context.getBean(RestClient.Builder.class).build());
			call(context.getBean(RestClient.Builder.class).requestFactory(new JdkClientHttpRequestFactory()).build());
			call(context.getBean(WebClient.Builder.class).build());
			call(restTemplate(context));
			assertCounted(context, 4);
		});
		assertThat(Warnings.of(output)).isEmpty();
	}

	private static RestTemplate restTemplate(ApplicationContext context) {
		Object builder = context.getBean("restTemplateBuilder");
		Object template = ReflectionUtils
			.invokeMethod(Objects.requireNonNull(ReflectionUtils.findMethod(builder.getClass(), "build")), builder);
		return (RestTemplate) Objects.requireNonNull(template);
	}

	@Test
	void clientsThatComeFromBuildersAreMeasuredOnce() {
		this.besideBoot.withUserConfiguration(BuiltClients.class).run((context) -> {
			call(context.getBean("built", RestClient.class));
			call(context.getBean("ofTemplate", RestClient.class));
			call(context.getBean(RestTemplate.class));
			call(context.getBean(WebClient.class));
			assertThat(context.getBean(OkApi.class).get("1")).isEqualTo("fine");
			assertCounted(context, 5);
		});
	}

	@Test
	void clientsOfClassesOfTheApplicationStayWhatTheyAre() {
		this.runner.withUserConfiguration(OwnClients.class)
			.run((context) -> assertThat(context.getBean(WebClient.class)).isExactlyInstanceOf(OwnClients.Own.class));
	}

	@Test
	void templateThatOtherBeansChangeIsMeasured() {
		this.runner.withUserConfiguration(ChangedTemplate.class).run((context) -> {
			call(context.getBean(RestTemplate.class));
			assertCounted(context, 1);
		});
	}

	@Test
	void groupsOfInterfaceClientsAreMeasured(@TempDir Path directory) throws Exception {
		assumeThat(Generations.isPresent("org.springframework.web.service.registry.ImportHttpServices")).isTrue();
		try (URLClassLoader compiled = compile(directory, """
				import org.springframework.context.annotation.Configuration;
				import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
				import org.springframework.web.service.registry.ImportHttpServices;

				@Configuration(proxyBeanMethods = false)
				@ImportHttpServices(group = "%1$s", clientType = ClientType.%1$s,
						types = dev.fennel.autoconfigure.client.OkApi.class)
				public class Groups%1$s {
				}
				""")) {
			for (String kind : List.of("REST_CLIENT", "WEB_CLIENT")) {
				this.besideBoot
					.withPropertyValues("spring.http.serviceclient.%s.base-url=%s".formatted(kind, server.url()))
					.withUserConfiguration(compiled.loadClass("Groups" + kind))
					.run((context) -> {
						assertThat(context.getBean(OkApi.class).get("1")).isEqualTo("fine");
						assertCounted(context, 1);
					});
			}
		}
	}

	/** What only newer lines have is compiled where it is there. */
	private static URLClassLoader compile(Path directory, String source) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			for (String kind : List.of("REST_CLIENT", "WEB_CLIENT")) {
				Path file = directory.resolve("Groups" + kind + ".java");
				Files.writeString(file, source.formatted(kind));
				boolean compiled = compiler
					.getTask(messages, files, null,
							List.of("-proc:none", "-cp",
									System.getProperty("java.class.path") + File.pathSeparator
											+ System.getProperty("surefire.test.class.path", "")),
							null, files.getJavaFileObjects(file))
					.call();
				Assert.state(compiled, messages::toString);
			}
		}
		return new URLClassLoader(new URL[] { directory.toUri().toURL() }, OkApi.class.getClassLoader());
	}

	@Test
	void whatIsNoBeanIsMeasuredWhereThatIsAskedFor() {
		this.runner.run((context) -> {
			MeteredRestClients clients = context.getBean(MeteredRestClients.class);
			call(clients.meter(RestClient.create()));
			call(clients.meter(new RestTemplate()));
			call(context.getBean(MeteredWebClients.class).meter(WebClient.create()));
			assertCounted(context, 3);
		});
	}

	@Test
	void switchedOffNothingIsTouched() {
		this.besideBoot.withUserConfiguration(Clients.class)
			.withPropertyValues("fennel.http-client.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(HttpClientMetrics.class)
					.doesNotHaveBean(MeteredRestClients.class)
					.doesNotHaveBean(HttpServiceGroups.class);
				assertThat(context.getBean(RestTemplate.class).getRequestFactory().getClass())
					.isEqualTo(SimpleClientHttpRequestFactory.class);
				assertThat(context.getBean(RestClient.Builder.class).getClass().getSimpleName())
					.isEqualTo("DefaultRestClientBuilder");
			});
	}

	@Test
	void bucketsAreThoseOfTheProperty() {
		this.runner.withUserConfiguration(Clients.class)
			.withPropertyValues("fennel.http-client.buckets=1,2")
			.run((context) -> {
				call(context.getBean(RestClient.class));
				assertThat(Scrapes.of(context.getBean(GuardedRegistry.class))
					.samples()
					.keySet()
					.stream()
					.filter((sample) -> sample.startsWith("http_client_request_duration_seconds_bucket"))).hasSize(3);
			});
	}

	@Test
	void withoutAnyClientNothingIsMade() {
		this.runner.run((context) -> {
			DefaultListableBeanFactory factory = (DefaultListableBeanFactory) context.getBeanFactory();
			assertThat(factory.containsSingleton("fennelHttpClientMetrics")).isFalse();
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text()).doesNotContain("http_client");
		});
	}

	@Test
	void librariesThatAreNotThereAreNotMissed(CapturedOutput output) {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.withUserConfiguration(BlockingClients.class)
			.run((context) -> {
				call(context.getBean(RestClient.class));
				assertCounted(context, 1);
				assertThat(context).doesNotHaveBean(MeteredWebClients.class);
			});
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HttpClientMetrics.class));
		this.runner.withClassLoader(new FilteredClassLoader("reactor"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void targetsOfScopedProxiesAreMeasuredWhenTheyAreMade() {
		this.runner.withUserConfiguration(ScopedClients.class).run((context) -> {
			assertThat(ScopedClients.made).isZero();
			call(context.getBean(RestTemplate.class));
			call(context.getBean(RestClient.class));
			assertThat(ScopedClients.made).isEqualTo(2);
			assertCounted(context, 2);
		});
	}

	@Test
	void clientsThatHaveAdviceAreMeasured() {
		this.runner.withUserConfiguration(Clients.class, Advice.class).run((context) -> {
			RestClient client = context.getBean(RestClient.class);
			RestOperations template = context.getBean(RestOperations.class);
			assertThat(AopUtils.isAopProxy(client)).isTrue();
			assertThat(AopUtils.isAopProxy(template)).isTrue();
			call(client);
			call(template);
			assertCounted(context, 2);
		});
	}

	@Test
	void nativeImageKnowsWhatIsReached() {
		RuntimeHints hints = new RuntimeHints();
		new HttpClientHints().registerHints(hints, null);
		Class<?> client = ClassUtils.resolveClassName("org.springframework.web.client.DefaultRestClient", null);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RestClient.Builder.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(WebClient.Builder.class)).accepts(hints);
		assertThat(hints.reflection().getTypeHint(client)).isNotNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class BlockingClients {

		@Bean
		RestClient restClient() {
			return RestClient.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		static RestTemplate made = new RestTemplate();

		@Bean
		RestTemplate restTemplate() {
			made = new RestTemplate() {
			};
			return made;
		}

		@Bean
		RestClient restClient() {
			return RestClient.create();
		}

		@Bean
		WebClient webClient() {
			return WebClient.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BuiltClients {

		@Bean
		RestClient built(RestClient.Builder builder) {
			return builder.build();
		}

		@Bean
		RestClient ofTemplate(RestTemplate template) {
			return RestClient.create(template);
		}

		@Bean
		RestTemplate template(ApplicationContext context) {
			return restTemplate(context);
		}

		@Bean
		WebClient webClient(WebClient.Builder builder) {
			return builder.build();
		}

		@Bean
		OkApi api(RestClient.Builder builder) {
			return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(builder.baseUrl(server.url()).build()))
				.build()
				.createClient(OkApi.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		WebClient own() {
			return new Own();
		}

		static class Own implements WebClient {

			private final WebClient delegate = WebClient.create();

			@Override
			public RequestHeadersUriSpec<?> get() {
				return this.delegate.get();
			}

			@Override
			public RequestHeadersUriSpec<?> head() {
				return this.delegate.head();
			}

			@Override
			public RequestBodyUriSpec post() {
				return this.delegate.post();
			}

			@Override
			public RequestBodyUriSpec put() {
				return this.delegate.put();
			}

			@Override
			public RequestBodyUriSpec patch() {
				return this.delegate.patch();
			}

			@Override
			public RequestHeadersUriSpec<?> delete() {
				return this.delegate.delete();
			}

			@Override
			public RequestHeadersUriSpec<?> options() {
				return this.delegate.options();
			}

			@Override
			public RequestBodyUriSpec method(HttpMethod method) {
				return this.delegate.method(method);
			}

			@Override
			public Builder mutate() {
				return this.delegate.mutate();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChangedTemplate {

		@Bean
		RestTemplate restTemplate() {
			return new RestTemplate();
		}

		@Bean
		InitializingBean timeouts(RestTemplate template) {
			return () -> template.setRequestFactory(new JdkClientHttpRequestFactory());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedClients {

		static int made;

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		RestTemplate restTemplate() {
			made++;
			return new RestTemplate();
		}

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
		RestClient restClient() {
			made++;
			return RestClient.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(false);
			return creator;
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor advisor() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.setMappedNames("get", "getForObject");
			return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) (invocation) -> invocation.proceed());
		}

	}

}
