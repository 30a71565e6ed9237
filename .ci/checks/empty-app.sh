# On every line, the starter leaves an empty app's framework as it is, and the one published jar works.
source .ci/lib.sh

# Boot, its web starter and, where Boot's own choice is not taken, the client
lines=(
	'4.1.1 spring-boot-starter-webmvc 1.9.0'
	'4.1.1 spring-boot-starter-webmvc 1.5.0'
	'4.0.7 spring-boot-starter-webmvc'
	'3.5.16 spring-boot-starter-web'
)
# What has no page on a port of the application's
others=(spring-boot-starter spring-boot-starter-webflux)
framework='^(org\.springframework[^:]*|jakarta\.[^:]*|io\.micrometer|org\.aspectj):'
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.9.0
apps=$CI_WORK/empty-apps
version=$(sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' pom.xml)

dependency() { # <group> <artifact> [<version> [<further elements>]]
	printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s</dependency>\n' \
		"$1" "$2" "${3:+<version>$3</version>}" "${4:-}"
}

bom() { # <group> <artifact> <version>
	dependency "$@" '<type>pom</type><scope>import</scope>'
}

project() { # <artifact> <further elements>
	mkdir -p "$apps/$1"
	printf '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>empty</groupId><artifactId>%s</artifactId><version>1</version>%s</project>\n' "$1" "$2" >"$apps/$1/pom.xml"
}

empty_app() { # <name> <Boot> <web starter> <client or nothing> [<dependency>]
	project "$1" "<dependencyManagement><dependencies>
${4:+$(bom io.prometheus prometheus-metrics-bom "$4")}
$(bom org.springframework.boot spring-boot-dependencies "$2")
</dependencies></dependencyManagement>
<dependencies>
$(dependency org.springframework.boot "$3")
${5:-}
</dependencies>"
}

app_name() { # <Boot> <client or nothing>
	printf 'boot-%s%s\n' "$1" "${2:+-client-$2}"
}

resolve_apps() {
	local line boot web client app other fennel modules=''
	fennel=$(dependency dev.fennel fennel-spring-boot-starter "$version")
	for line in "${lines[@]}"; do
		read -r boot web client <<<"$line"
		app=$(app_name "$boot" "$client")
		empty_app "plain-$app" "$boot" "$web" "$client"
		empty_app "measured-$app" "$boot" "$web" "$client" "$fennel"
		modules+="<module>../plain-$app</module><module>../measured-$app</module>"
		for other in "${others[@]}"; do
			empty_app "measured-$app-$other" "$boot" "$other" "$client" "$fennel"
			modules+="<module>../measured-$app-$other</module>"
		done
	done
	project all "<packaging>pom</packaging><modules>$modules</modules>"
	maven -q -fae -f "$apps/all/pom.xml" -Dmaven.repo.local="$CI_REPOSITORY" \
		"$plugin:list" -DoutputFile=dependencies.txt "$plugin:build-classpath" -Dmdep.outputFile=classpath.txt
}

resolved() { # <app>: group:artifact:type:version:scope, one a line
	grep -oE '[^ :]+:[^ :]+:[^ :]+:[^ :]+:[a-z]+' "$apps/$1/dependencies.txt" | sort
}

same_framework() { # <app>
	resolved "plain-$1" | grep -E "$framework" >/dev/null &&
		diff <(resolved "plain-$1" | grep -E "$framework") <(resolved "measured-$1" | grep -E "$framework")
}

adds_only_the_client() { # <app>
	diff <(resolved "plain-$1") <(resolved "measured-$1" | grep -vE '^(dev\.fennel|io\.prometheus):')
}

managed_client() { # <Boot>
	sed -n 's:.*<prometheus-client.version>\(.*\)</.*:\1:p' \
		"$CI_REPOSITORY/org/springframework/boot/spring-boot-dependencies/$1/spring-boot-dependencies-$1.pom"
}

client_versions() { # <app>
	resolved "measured-$1" | awk -F: '$1 == "io.prometheus" { print $4 }' | sort -u
}

compile_app() { # <app> <source> ...
	"$JAVA_HOME/bin/javac" -proc:none -cp "$(<"$apps/measured-$1/classpath.txt")" -d "$apps/measured-$1" "${@:2}"
}

has_lines() { # <file> <line> ...
	local file=$1 line
	shift
	for line; do
		grep -xF "$line" "$file" || return
	done
}

start_web_app() { # <app>: sets url
	local port log=$apps/measured-$1/app.log
	port=$(free_port)
	url=http://127.0.0.1:$port
	start "$log" "$JAVA_HOME/bin/java" -cp "$apps/measured-$1:$(<"$apps/measured-$1/classpath.txt")" empty.WebApp \
		--server.address=127.0.0.1 --server.port="$port"
	if ! wait_for 60 answers "$url/metrics"; then
		tail -n 40 "$log"
		return 1
	fi
}

scraped() { # <app> <path> <header> <line> ...: the headers are left in head.txt, the page in page.txt
	curl -fsS -D "$apps/measured-$1/head.txt" -o "$apps/measured-$1/page.txt" -H "$3" "$url$2" &&
		has_lines "$apps/measured-$1/page.txt" "${@:4}" >/dev/null
}

has_header() { # <app> <regular expression>
	tr -d '\r' <"$apps/measured-$1/head.txt" | grep -ixE "$2"
}

counts_requests_and_a_call() { # <app>
	local path
	for path in /nothing /function/7 /later/7; do curl -sS -o /dev/null "$url$path" || return; done
	wait_for 10 scraped "$1" /metrics 'Accept: text/plain' \
		'http_server_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1' \
		'http_server_request_duration_seconds_count{method="GET",route="/function/{id}",status="200"} 1' \
		'http_server_request_duration_seconds_count{method="GET",route="/later/{id}",status="200"} 1' \
		'http_server_requests_before_filters_total{method="GET"} 3.0' \
		'http_server_requests_in_progress{method="GET"} 0.0' \
		'method_duration_seconds_count{class="empty.EmptyApp$Greeter",exception="none",method="greet"} 1' \
		'method_in_progress{class="empty.EmptyApp$Greeter",method="greet"} 0.0' \
		'app_stock 7.0'
}

# The client of Boot 3.5 knows no escaping but with underscores.
escapes_as_asked() { # <app> <Boot>
	local sample='U__app_2e_stock 7.0' used=values
	if [[ $2 == 3.* ]]; then
		sample='app_stock 7.0'
		used=underscores
	fi
	scraped "$1" /metrics 'Accept: application/openmetrics-text;version=1.0.0;escaping=values' "$sample" '# EOF' &&
		has_header "$1" "Content-Type: application/openmetrics-text; ?version=1.0.0;.*escaping=$used(;.*)?"
}

speaks_protobuf() { # <app>
	scraped "$1" /metrics 'Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited' &&
		has_header "$1" 'Content-Type: application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited' &&
		grep -aF http_server_requests_before_filters_total "$apps/measured-$1/page.txt" >/dev/null
}

zips() { # <app>
	local page=$apps/measured-$1/page.txt
	scraped "$1" '/metrics?name%5B%5D=app_stock' 'Accept-Encoding: gzip' &&
		has_header "$1" 'Content-Encoding: gzip' &&
		gunzip <"$page" >"$page.unzipped" && has_lines "$page.unzipped" 'app_stock 7.0'
}

serves_each_registry() { # <app>
	scraped "$1" /metrics/fennel 'Accept: text/plain' 'app_stock 7.0' &&
		scraped "$1" /metrics/default 'Accept: text/plain' &&
		! grep http_server "$apps/measured-$1/page.txt" &&
		[[ $(curl -s -o /dev/null -w '%{http_code}' "$url/metrics/nobody") == 404 ]]
}

shows_a_call() { # <port> <page>
	curl -fsS -o "$2" "http://127.0.0.1:$1/metrics" 2>/dev/null &&
		has_lines "$2" 'method_duration_seconds_count{class="empty.EmptyApp$Greeter",exception="none",method="greet"} 1'
}

has_a_port_of_its_own() { # <app>
	local port log=$apps/measured-$1/app.log
	port=$(free_port)
	start "$log" "$JAVA_HOME/bin/java" -cp "$apps/measured-$1:$(<"$apps/measured-$1/classpath.txt")" empty.EmptyApp \
		--server.address=127.0.0.1 --server.port=0 --spring.main.keep-alive=true \
		--fennel.exporter.enabled=true --fennel.exporter.address=127.0.0.1 --fennel.exporter.port="$port"
	if wait_for 60 shows_a_call "$port" "$apps/measured-$1/page.txt"; then
		stop_started
	else
		stop_started
		tail -n 40 "$log"
		return 1
	fi
}

is_ready() {
	[[ $(curl -fsS "$url/health") == '{"status":"UP"}' ]] &&
		[[ $(curl -fsS "$url/ready") =~ ^'{"status":"UP","checks":{"disk":{"status":"UP","milliseconds":'[0-9]+'}}}'$ ]]
}

# Without health alone: the metrics stay.
has_no_health() { # <app>
	local port log=$apps/measured-$1/without-health.log
	port=$(free_port)
	url=http://127.0.0.1:$port
	start "$log" "$JAVA_HOME/bin/java" -cp "$apps/measured-$1:$(<"$apps/measured-$1/classpath.txt")" empty.WebApp \
		--server.address=127.0.0.1 --server.port="$port" --fennel.health.enabled=false
	wait_for 60 answers "$url/metrics" && is_not_found /health && is_not_found /ready
}

is_not_found() { # <path>
	[[ $(curl -s -o /dev/null -w '%{http_code}' "$url$1") == 404 ]]
}

starts_quietly() { # <app>
	! grep -E ' (WARN|ERROR) ' "$apps/measured-$1/app.log"
}

check_equal 'the lines of this script and of pom.xml' \
	"$(grep -oP '(?<=<boot\.version>)[^<]+' pom.xml | paste -sd ' ')" \
	"$(printf '%s\n' "${lines[@]%% *}" | uniq | paste -sd ' ')"
check 'all empty apps resolve' resolve_apps
for line in "${lines[@]}"; do
	read -r boot web client <<<"$line"
	app=$(app_name "$boot" "$client")
	check "$app: Spring, Jakarta, Micrometer and AspectJ are those of the app without the starter" same_framework "$app"
	check "$app: the starter adds nothing but itself and the client" adds_only_the_client "$app"
	check_equal "$app: version of the client" "${client:-$(managed_client "$boot")}" "$(client_versions "$app")"
	check "$app: an app with a page compiles" compile_app "$app" .ci/EmptyApp.java .ci/WebApp.java
	check "$app: it starts with the published jar" start_web_app "$app"
	check "$app: requests and a call are counted" counts_requests_and_a_call "$app"
	check "$app: OpenMetrics, escaped as asked" escapes_as_asked "$app" "$boot"
	check "$app: protobuf" speaks_protobuf "$app"
	check "$app: gzip" zips "$app"
	check "$app: a page for each registry" serves_each_registry "$app"
	check "$app: health, and readiness with what is checked" is_ready
	stop_started
	check "$app: no health where it is switched off" has_no_health "$app"
	stop_started
	check "$app: no warning at start-up" starts_quietly "$app"
	for other in "${others[@]}"; do
		check "$app: an app of $other compiles" compile_app "$app-$other" .ci/EmptyApp.java
		check "$app: it has metrics on a port of its own" has_a_port_of_its_own "$app-$other"
		check "$app: and no warning at start-up" starts_quietly "$app-$other"
	done
done
