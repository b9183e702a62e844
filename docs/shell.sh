# Functions for the commands in these pages. Load them in bash or zsh from the root of the repository: . docs/shell.sh

# The repository's pnpm: your own, or npx's. npx says on stderr what it runs.
command -v pnpm > /dev/null || pnpm() { npx -y pnpm@12 "$@"; }

# Where the gateway answers. Export PORT first if it is not 4000.
GATEWAY="http://127.0.0.1:${PORT:-4000}"

# graphql TOKEN QUERY [name=value ...]: sends a query with variables. Prints the data, or the errors.
graphql() {
  node -e '
    const [, address, token, query, ...given] = process.argv;
    const variables = Object.fromEntries(given.map((pair) => pair.split(/=(.*)/s)));
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    fetch(address, { method: "POST", headers, body: JSON.stringify({ query, variables }) })
      .then((answer) => answer.json())
      .then(({ data, errors }) => console.log(JSON.stringify(errors ? { errors } : data)));
  ' -- "$GATEWAY/graphql" "$@"
}

# pick PATH: prints one value of the JSON on stdin.
pick() { node -p "JSON.parse(require('fs').readFileSync(0)).$1"; }
