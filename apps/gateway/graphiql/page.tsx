import "./workers.ts";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { examples } from "./examples.ts";
import { createFetcher, DEFAULT_HEADERS } from "./fetcher.ts";

const tabs = examples.map(({ title, query, variables }) => ({
  query: `# ${title}\n${query}`,
  variables: variables ? JSON.stringify(variables, null, 2) : null,
  headers: DEFAULT_HEADERS,
}));

createRoot(document.getElementById("page")!).render(
  <GraphiQL
    fetcher={createFetcher(new URL("/graphql", location.href))}
    // Without the history: it writes all headers, so keys and tokens too, into the browser's storage.
    plugins={[]}
    defaultTabs={tabs}
    defaultHeaders={DEFAULT_HEADERS}
    defaultEditorToolsVisibility="headers"
  >
    <GraphiQL.Logo>Coachwork</GraphiQL.Logo>
  </GraphiQL>,
);
