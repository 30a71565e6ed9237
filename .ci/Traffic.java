import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests at a steady rate. Arguments: base URL, seconds, then for each route its
 * path, the status to expect and the requests a second. Prints for each route how many
 * were sent, how many were answered as expected and the 95th percentile in seconds, and
 * at the end the time of the last answer in seconds since 1970.
 */
public class Traffic {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);

	record Route(URI uri, int status, int perSecond) {
	}

	record Answer(int status, double seconds) {
	}

	public static void main(String[] args) {
		new Traffic().run(routes(args), Integer.parseInt(args[1]));
	}

	private static List<Route> routes(String[] args) {
		List<Route> routes = new ArrayList<>();
		for (int i = 2; i < args.length; i += 3) {
			routes.add(new Route(URI.create(args[0] + args[i]), Integer.parseInt(args[i + 1]),
					Integer.parseInt(args[i + 2])));
		}
		return routes;
	}

	private void run(List<Route> routes, int seconds) {
		List<List<CompletableFuture<Answer>>> sent = routes.stream().map((route) -> schedule(route, seconds)).toList();
		for (int i = 0; i < routes.size(); i++) {
			report(routes.get(i), sent.get(i).stream().map(CompletableFuture::join).toList());
		}
		System.out.println(System.currentTimeMillis() / 1000.0);
		this.clock.shutdown();
	}

	private List<CompletableFuture<Answer>> schedule(Route route, int seconds) {
		List<CompletableFuture<Answer>> answers = new ArrayList<>();
		for (int i = 0; i < route.perSecond() * seconds; i++) {
			CompletableFuture<Answer> answer = new CompletableFuture<>();
			this.clock.schedule(() -> send(route, answer), i * 1_000_000L / route.perSecond(), TimeUnit.MICROSECONDS);
			answers.add(answer);
		}
		return answers;
	}

	private void send(Route route, CompletableFuture<Answer> answer) {
		long start = System.nanoTime();
		this.client.sendAsync(HttpRequest.newBuilder(route.uri()).build(), BodyHandlers.discarding())
			.thenApply((response) -> new Answer(response.statusCode(), (System.nanoTime() - start) / 1e9))
			.exceptionally((failure) -> new Answer(0, (System.nanoTime() - start) / 1e9))
			.thenAccept(answer::complete);
	}

	private static void report(Route route, List<Answer> answers) {
		long expected = answers.stream().filter((answer) -> answer.status() == route.status()).count();
		double[] seconds = answers.stream().mapToDouble(Answer::seconds).sorted().toArray();
		System.out.println(answers.size() + " " + expected + " " + seconds[(int) Math.ceil(seconds.length * 0.95) - 1]);
	}

}
