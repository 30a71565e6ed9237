# Runs the tests of real servers once more in containers, on images made of Debian's packages, and the sample on PostgreSQL
# and Redis.
source .ci/lib.sh

work=$CI_WORK/containers
app=http://127.0.0.1:$(free_port)
mkdir -p "$work"
export DOCKER_HOST=unix://$work/docker.sock DOCKER_BUILDKIT=0
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
unset DOCKER_CONTEXT

install_docker() {
	command -v dockerd debootstrap >/dev/null ||
		apt-get install -y --no-install-recommends containerd debootstrap docker.io >"$work/install.log"
}

docker_answers() {
	docker version >/dev/null 2>&1
}

start_docker() {
	start "$work/dockerd.log" dockerd --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/docker.pid" \
		-H "$DOCKER_HOST" --iptables=false --ip6tables=false --ip-forward=false
	wait_for 60 docker_answers || { tail -n 20 "$work/dockerd.log" && return 1; }
}

make_base_image() {
	debootstrap --variant=minbase --include=mariadb-server,postgresql,redis-server bookworm "$work/rootfs" \
		"$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' | head -1)" >"$work/debootstrap.log" &&
		cp .ci/containers/* "$work/rootfs/usr/local/bin" &&
		tar -C "$work/rootfs" --numeric-owner -c . | docker import - fennel/debian-servers >/dev/null &&
		rm -rf "$work/rootfs"
}

make_image() { # <name that tests ask for> <entry point>
	printf 'FROM fennel/debian-servers\nENTRYPOINT ["%s"]\n' "$2" | docker build -q -t "$1" - >/dev/null
}

image_of() { # <start of its name>: as TestDatabase and its like ask for it
	grep -rhoP "(?<=\")$1:[^\"]+" autoconfigure/src/test/java | sort -u
}

tests_in_containers() {
	rm -rf autoconfigure/target/surefire-reports
	maven -pl autoconfigure verify -Djacoco.skip >"$work/tests.log" \
		-Dtest='dev.fennel.jdbc.**,dev.fennel.cache.**,*OnServersTests,RedisCachesTests' ||
		{ tail -n 60 "$work/tests.log" && return 1; }
}

ran() { # <words>
	grep -hF -m1 "$1" "$work/tests.log" autoconfigure/target/surefire-reports/*.txt 2>/dev/null
}

none_embedded() {
	! ran 'runs embedded'
}

accepts() {
	docker exec "$container" pg_isready -q -h 127.0.0.1
}

start_postgresql() {
	local port
	port=$(free_port)
	container=$(docker run -d --rm -p "127.0.0.1:$port:5432" -e POSTGRES_USER=shop -e POSTGRES_PASSWORD=shop \
		-e POSTGRES_DB=shop "$(image_of postgres)") &&
		database="jdbc:postgresql://127.0.0.1:$port/shop?user=shop&password=shop" && wait_for 60 accepts
}

start_redis() {
	redis=$(free_port)
	cache=$(docker run -d --rm -p "127.0.0.1:$redis:6379" "$(image_of redis)") &&
		wait_for 60 docker exec "$cache" redis-cli ping
}

start_shop() {
	start "$work/app.log" "$JAVA_HOME/bin/java" -jar sample-app/target/*-exec.jar \
		--server.address=127.0.0.1 --server.port="${app##*:}" --spring.datasource.url="$database" \
		--spring.cache.type=redis --spring.data.redis.port="$redis"
	wait_for 90 answers "$app/metrics" || { tail -n 40 "$work/app.log" && return 1; }
}

page_has() { # <line>
	curl -fsS "$app/metrics" >"$work/page" && grep -xF "$1" "$work/page"
}

find_books() {
	curl -fsS -o /dev/null "$app/api/books"
}

gets() { # <result> <how many>
	page_has "cache_gets_total{backend=\"redis\",cache=\"catalogue\",cache_manager=\"main\",result=\"$1\"} $2.0"
}

no_password() {
	! grep -n 'password' "$work/page"
}

check 'Docker is installed' install_docker
check 'a Docker daemon answers' start_docker
check 'an image of Debian packages' make_base_image
check 'an image with PostgreSQL' make_image "$(image_of postgres)" serve-postgresql
check 'an image with MariaDB' make_image "$(image_of mariadb)" serve-mariadb
check 'an image with Redis' make_image "$(image_of redis)" serve-redis
check 'tests of databases and caches pass in containers' tests_in_containers
check 'PostgreSQL ran in a container' ran 'POSTGRESQL runs in a container'
check 'MariaDB ran in a container' ran 'MARIADB runs in a container'
check 'Redis ran in a container' ran 'Redis runs in a container'
check 'nothing ran embedded' none_embedded

check 'a PostgreSQL for the sample' start_postgresql
check 'a Redis for the sample' start_redis
check 'the sample starts on PostgreSQL and Redis, by one property each' start_shop
check 'it finds its books in the database' find_books
check 'it finds its books in the cache' find_books
check 'its cache was asked in vain, then not' wait_for 5 gets hit 1
check 'and no other time' gets miss 1
docker kill "$cache" >/dev/null
check 'it finds its books without a cache' find_books
check 'what the cache did not answer is an error' wait_for 5 gets error 1
check 'its migrations were applied' wait_for 20 page_has 'migrations_applied{datasource="main",tool="flyway"} 2.0'
check 'the vendor is known' page_has 'db_client_pool_connections_max{datasource="main",vendor="postgresql"} 10.0'
check 'its password is not on the page' no_password
docker kill "$container" >/dev/null
