import type { FieldNode, GraphQLField } from "graphql";
import type { Compilation } from "./compile.js";
import { type Entity, entityOfPrefix } from "./declare.js";
import { uuidOf } from "./entity-ids.js";
import { ReadError } from "./errors.js";
import { prefixOf } from "./ids.js";
import { MAX_PAGE } from "./page.js";
import { presentId } from "./present-id.js";

/**
 * JSON of the objects with these ids, of any types, in the order of the ids. An id of nothing that the viewer sees has null in its
 * place. The types that the ids tell are part of the plan: each is read once, whatever the order.
 */
export function nodesJson(
  compilation: Compilation,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): string {
  const { statement } = compilation;
  const args = compilation.arguments(field, nodes);
  const given = args.input<readonly string[]>("ids").map(checked);
  const prefixes = new Set((args.shape.ids as readonly string[]).map(prefixOf));
  const types = [...prefixes].sort().flatMap((prefix) => entityOfPrefix(prefix) ?? []);
  const place = statement.alias("place");
  const found = types
    .filter((entity) => compilation.isAnswer(entity, field))
    .map((entity) => {
      // An id of another type is one that no row of this type has.
      const ids = statement.bind(
        given.map((all) => all.map((id) => uuidOf(entity, id))),
        "uuid[]",
      );
      const wanted = wantedIds(compilation, entity, ids);
      const isWanted = (row: string) => `${row}.${compilation.idColumn(entity)} = any(${wanted})`;
      const rows = statement.alias("rows");
      const key = presentId(entity, statement, `(${ids})[${place}]`);
      return {
        from: ` cross join (select ${compilation.byId(entity, isWanted, nodes, true)} as found) ${rows}`,
        value: `${rows}.found -> (${key})::text`,
      };
    });
  const count = statement.bind(
    given.map(({ length }) => length),
    "integer",
  );
  const value = found.length === 0 ? "null::json" : `coalesce(${found.map((each) => each.value).join(", ")})`;
  const from = found.map((each) => each.from).join("");
  return `(select json_agg(${value} order by ${place}) from generate_series(1, ${count}) ${place}${from})`;
}

/** The UUIDs that the ids mean today. */
function wantedIds({ statement }: Compilation, entity: Entity, ids: string): string {
  const one = statement.alias("one");
  const present = presentId(entity, statement, one);
  return present === one ? ids : `array(select ${present} from unnest(${ids}) ${one})`;
}

function checked(ids: readonly string[]): readonly string[] {
  if (ids.length >= 1 && ids.length <= MAX_PAGE) return ids;
  throw new ReadError("BAD_USER_INPUT", `ids has ${ids.length} ids; give 1 to ${MAX_PAGE}.`);
}
