# Functions for the commands in these pages. Load them in bash or zsh from the root of the repository: . docs/shell.sh

# The repository's pnpm: your own, or npx's. npx says on stderr what it runs.
command -v pnpm > /dev/null || pnpm() { npx -y pnpm@12 "$@"; }

# Where the gateway answers. Export PORT first if it is not 4000.
GATEWAY="http://127.0.0.1:${PORT:-4000}"

# graphql TOKEN QUERY [name=value ...]: sends a query with variables. Prints the data, or the errors.
graphql() {
  curl -sS "$GATEWAY/graphql" -H "authorization: Bearer $1" -H "content-type: application/json" \
    --data "$(node -p 'const [, , query, ...given] = process.argv;
      JSON.stringify({ query, variables: Object.fromEntries(given.map((pair) => pair.split(/=(.*)/s))) })' -- "$@")" |
    node -p 'const { data, errors } = JSON.parse(require("fs").readFileSync(0)); JSON.stringify(errors ? { errors } : data)'
}

# pick PATH: prints one value of the JSON on stdin.
pick() { node -p "JSON.parse(require('fs').readFileSync(0)).$1"; }
