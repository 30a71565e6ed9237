# Real scrapers find the sample on ports of its own: Debian's Prometheus by files, an older one by Consul.
source .ci/lib.sh

work=$CI_WORK/discovery
old=$work/old/usr/bin # Consul, and the last Prometheus of Debian's that knows it
targets=$work/targets
consul=127.0.0.1:$(free_port)
by_consul=http://127.0.0.1:$(free_port)
by_file=http://127.0.0.1:$(free_port)
first=$(free_port)
range=$first-$((first + 20))
app=(
	"$JAVA_HOME/bin/java" -jar sample-app/target/*-exec.jar --server.port=0 --server.address=127.0.0.1
	--spring.application.name=bookshop
	--fennel.endpoint.enabled=false
	--fennel.exporter.enabled=true --fennel.exporter.address=127.0.0.1 --fennel.exporter.port-range="$range"
	--fennel.discovery.enabled=true --fennel.discovery.refresh=1s --fennel.discovery.consul.address="http://$consul"
	--fennel.discovery.consul.tags=metrics --fennel.discovery.consul.check-interval=1s
	--fennel.discovery.file.path="$targets" --fennel.discovery.file.labels.team=north
)
mkdir -p "$work/old" "$targets"

unpack_old() { # <package>...: out of the pool of Debian 11, wherever this machine gets its packages from
	local repository index package file sum
	repository=$(apt-get indextargets --format '$(REPO_URI)' 'Component: main' | sed -n 1p)
	index=$work/Packages.gz
	curl -fsS -o "$index" "${repository}dists/bullseye/main/binary-$(dpkg --print-architecture)/Packages.gz" || return
	for package; do
		read -r file sum < <(gunzip -c "$index" | awk -v RS= -v "package=$package" '
			$0 ~ "^Package: " package "\n" {
				match($0, /\nFilename: [^\n]*/); file = substr($0, RSTART + 11, RLENGTH - 11)
				match($0, /\nSHA256: [^\n]*/); print file, substr($0, RSTART + 9, RLENGTH - 9)
			}')
		curl -fsS -o "$work/$package.deb" "$repository$file" || return
		printf '%s %s\n' "$sum" "$work/$package.deb" | sha256sum --check --quiet && dpkg -x "$work/$package.deb" "$work/old"
	done
}

readme_configs() { # <folder>: what README would have Prometheus scrape, each in a file of its own
	awk -v "folder=$1" '
		/^```yaml$/ { inside = 1; text = ""; next }
		/^```$/ { if (inside && text ~ /^scrape_configs:/) printf "%s", text > (folder "/readme-" ++count ".yml"); inside = 0 }
		inside { text = text $0 "\n" }' README.md
}

readme_config() { # <word in it>
	cat "$(grep -lF "$1" "$work"/readme-*.yml)"
}

is_a_config() { # <file>: for each promtool that has what it is about
	local file
	for file in $(sed -n 's/^ *[a-z]*_file: //p' "$1"); do touch "$work/$file"; done
	"$old/promtool" check config "$1" && { grep -q consul_sd "$1" || promtool check config "$1"; }
}

start_consul() {
	start "$1" "$old/consul" agent -dev -bind=127.0.0.1 -client=127.0.0.1 -http-port="${consul#*:}" -dns-port=-1 \
		-grpc-port=-1 -server-port="$(free_port)" -serf-lan-port="$(free_port)" -serf-wan-port="$(free_port)"
	consul_process=${started[-1]}
	wait_for 60 answers "http://$consul/v1/status/leader"
}

start_prometheus() { # <binary> <its URL> <its configuration>
	local name=${2##*:}
	{ printf 'global: {scrape_interval: 1s, scrape_timeout: 1s}\n'; cat; } >"$work/$name.yml"
	start "$work/$name.log" "$1" --config.file="$work/$name.yml" --storage.tsdb.path="$work/$name" \
		--web.listen-address="${2#http://}"
	wait_for 60 answers "$2/-/ready"
}

ask() { # <Prometheus> <query>
	curl -fsS -G "$1/api/v1/query" --data-urlencode "query=$2" | jq -r '.data.result[0].value[1] // "nothing"'
}

asked() { # <expected> <Prometheus> <query>
	[[ $(ask "$2" "$3") == "$1" ]]
}

passing() { # <how many instances>
	curl -fsS "http://$consul/v1/health/service/bookshop?passing" | jq -e "length == $1" >/dev/null
}

files() { # <how many>
	[[ $(find "$targets" -name '*.json' | wc -l) == "$1" ]]
}

start_app() { # <log>
	start "$1" "${app[@]}"
	touch "$1"
	wait_for 90 grep -q 'is registered with the file' "$1" || { tail -n 40 "$1" && return 1; }
}

page_is_only_there() { # the application's own port has it no more
	local port
	port=$(sed -nE 's/.*Tomcat started on port ([0-9]+).*/\1/p' "$work/one.log" | sed -n 1p)
	[[ $(curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/metrics") == 404 ]]
}

says() { # <how often> <text> <log>
	[[ $(grep -cF "$2" "$3") == "$1" ]]
}

end() { # <signal> <process>: which from now on is not expected to run
	local process rest=()
	kill -"$1" "$2"
	wait "$2" 2>/dev/null || true
	for process in "${started[@]}"; do
		if [[ $process != "$2" ]]; then rest+=("$process"); fi
	done
	started=("${rest[@]}")
}

check 'Consul and Prometheus of Debian 11 are unpacked' unpack_old consul prometheus
readme_configs "$work"
check_between 'configurations in README' 4 99 "$(find "$work" -name 'readme-*.yml' | wc -l)"
for config in "$work"/readme-*.yml; do
	check "promtool: $(tr -s ' \n' ' ' <"$config" | cut -c 1-70)" is_a_config "$config"
done

check 'Consul starts' start_consul "$work/consul.log"
check 'Prometheus with Consul starts' start_prometheus "$old/prometheus" "$by_consul" \
	< <(readme_config consul_sd_configs | sed "s/127.0.0.1:8500/$consul/")
check 'Prometheus with files starts' start_prometheus prometheus "$by_file" \
	< <(readme_config file_sd_configs | sed "s:/var/lib/prometheus/targets:$targets:")
check 'the sample starts' start_app "$work/one.log"
check 'and once more' start_app "$work/two.log"
two=${started[-1]}
check 'each has a port of its own' wait_for 10 files 2
check 'the page is not on the port of the application' page_is_only_there
check 'Consul finds both well' wait_for 20 passing 2
check 'Prometheus scrapes both through Consul' wait_for 60 asked 2 "$by_consul" 'sum(up{job="bookshop"})'
check 'Prometheus scrapes both through files' wait_for 60 asked 2 "$by_file" 'sum(up{job="bookshop",team="north"})'
check 'and reads what they count' asked 2 "$by_consul" 'count(http_server_requests_total{method="GET",scheme="http"})'

end KILL "$consul_process"
check 'a dead agent is one warning' wait_for 20 says 1 'is not registered with Consul' "$work/one.log"
check 'Consul starts again, and knows nothing' start_consul "$work/consul-again.log"
check 'both are registered again' wait_for 30 passing 2
check_equal 'warnings' 1 "$(grep -cF 'is not registered with Consul' "$work/one.log")"

end TERM "$two"
check 'the one that stops leaves Consul' wait_for 30 passing 1
check 'and its file is gone' wait_for 10 files 1
