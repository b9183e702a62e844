import { parse } from "libpg-query";

/** What a statement is judged by: the tables that are sharded by their firm. */
export type TenantTables = ReadonlySet<string>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the parser's tree, of which a few kinds of nodes matter here
type Tree = any;

/**
 * What keeps a statement from being sent to the one shard of its firm, or a definition from being sharded at all. Citus
 * routes a statement when each table in it is compared with the same `firm_id = $n`, in the same query level.
 */
export async function objections(sql: string, tables: TenantTables): Promise<string[]> {
  const { stmts = [] } = (await parse(sql)) as Tree;
  return stmts.flatMap(({ stmt }: Tree) => [...statement(stmt, tables)]);
}

function* statement(node: Tree, tables: TenantTables): Generator<string> {
  const all = nodesOf(node);
  const ctes: ReadonlySet<string> = new Set(all("CommonTableExpr").map(({ ctename }) => ctename));
  for (const call of all("FuncCall")) {
    if (call.funcname.at(-1).String.sval === "set_config")
      yield "set_config() does not reach the workers: send SET LOCAL";
  }
  for (const select of all("SelectStmt")) yield* level(select.fromClause, [select.whereClause], tables, ctes);
  for (const update of all("UpdateStmt")) {
    yield* level([{ RangeVar: update.relation }, ...(update.fromClause ?? [])], [update.whereClause], tables, ctes);
    for (const { ResTarget } of update.targetList) if (ResTarget.name === "firm_id") yield "a row's firm is changed";
  }
  for (const removal of all("DeleteStmt")) {
    yield* level([{ RangeVar: removal.relation }, ...(removal.usingClause ?? [])], [removal.whereClause], tables, ctes);
  }
  for (const insert of all("InsertStmt")) yield* insertion(insert, tables);
  yield* definition(all, tables);
}

/** One query level: each tenant table of it is compared with the firm there. */
function* level(
  from: Tree[] | undefined,
  conditions: Tree[],
  tables: TenantTables,
  ctes: ReadonlySet<string>,
): Generator<string> {
  const aliases: string[] = [];
  const collect = (item: Tree): void => {
    if (item.RangeVar) {
      const { relname, schemaname = "public", alias } = item.RangeVar;
      if (schemaname === "public" && tables.has(relname) && !ctes.has(relname))
        aliases.push(alias?.aliasname ?? relname);
    } else if (item.JoinExpr) {
      collect(item.JoinExpr.larg);
      collect(item.JoinExpr.rarg);
      conditions.push(item.JoinExpr.quals);
    }
  };
  for (const item of from ?? []) collect(item);
  const bound = boundToFirm(conditions.flatMap(conjuncts), aliases);
  for (const alias of aliases)
    if (!bound.has(alias)) yield `${alias} is not compared with firm_id = $n in its own query`;
}

/** Aliases whose firm is a parameter, or that of an alias whose firm is. */
function boundToFirm(terms: readonly Tree[], aliases: readonly string[]): ReadonlySet<string> {
  const equalities = terms.flatMap((term) => (isEquality(term) ? [[term.A_Expr.lexpr, term.A_Expr.rexpr]] : []));
  const firmOf = (node: Tree): string | undefined => {
    const names = node.ColumnRef?.fields.map((field: Tree) => field.String?.sval) as string[] | undefined;
    if (names?.at(-1) !== "firm_id") return undefined;
    return names.length > 1 ? names.at(-2) : aliases.length === 1 ? aliases[0] : undefined;
  };
  const bound = new Set<string>();
  for (let before = -1; before !== bound.size;) {
    before = bound.size;
    for (const [left, right] of equalities) {
      for (const [one, other] of [
        [left, right],
        [right, left],
      ]) {
        const alias = firmOf(one);
        if (alias !== undefined && (isParameter(other) || bound.has(firmOf(other) ?? ""))) bound.add(alias);
      }
    }
  }
  return bound;
}

function* insertion({ relation, cols, selectStmt }: Tree, tables: TenantTables): Generator<string> {
  const { relname, schemaname = "public" } = relation;
  if (schemaname !== "public" || !tables.has(relname)) return;
  const rows: Tree[] | undefined = selectStmt?.SelectStmt?.valuesLists;
  if (!rows) return yield `rows are inserted into ${relname} from a query`;
  if (nodesOf(rows)("SubLink").length > 0) yield `the values for ${relname} hold a subquery`;
  const place = cols.findIndex(({ ResTarget }: Tree) => ResTarget.name === "firm_id");
  const named = rows.every(({ List }) => place >= 0 && isParameter(List.items[place]));
  if (!named) yield `a row of ${relname} does not get its firm_id as a parameter`;
}

/** Definitions of tables, policies, triggers and types. */
function* definition(all: Nodes, tables: TenantTables): Generator<string> {
  for (const policy of all("CreatePolicyStmt")) {
    if (nodesOf(policy)("SubLink").length > 0) yield `the policy ${policy.policy_name} holds a subquery`;
  }
  for (const trigger of all("CreateTrigStmt")) yield `${trigger.relation.relname} gets the trigger ${trigger.trigname}`;
  if (all("CreateEnumStmt").length > 0) yield "an enum is made: comparing it is not leakproof";
  for (const table of [...all("CreateStmt"), ...all("AlterTableStmt")]) {
    const { relname, schemaname = "public" } = table.relation;
    if (schemaname !== "public" || !tables.has(relname)) continue;
    for (const { contype, fk_attrs, keys, exclusions, conname = "a constraint" } of nodesOf(table)("Constraint")) {
      const columns = (keys ?? fk_attrs ?? []).map(({ String }: Tree) => String.sval);
      if (contype === "CONSTR_FOREIGN" && !columns.includes("firm_id"))
        yield `a foreign key of ${relname} lacks firm_id`;
      // A key written beside a column names none: only firm_id may be its table's whole key.
      if (["CONSTR_PRIMARY", "CONSTR_UNIQUE"].includes(contype) && columns.length > 0 && columns[0] !== "firm_id")
        yield `a key of ${relname} does not begin with firm_id`;
      if (contype === "CONSTR_EXCLUSION" && exclusions[0].List.items[0].IndexElem.name !== "firm_id")
        yield `${conname} of ${relname} does not begin with firm_id`;
    }
    for (const { colname, constraints = [] } of nodesOf(table)("ColumnDef")) {
      const kinds = constraints.map(({ Constraint }: Tree) => Constraint.contype);
      if (
        colname !== "firm_id" &&
        kinds.some((kind: string) => ["CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_FOREIGN"].includes(kind))
      ) {
        yield `${relname}.${colname} is a key without firm_id`;
      }
    }
  }
  for (const { relation, unique, indexParams } of all("IndexStmt")) {
    if (!tables.has(relation.relname) || (relation.schemaname ?? "public") !== "public") continue;
    if (indexParams[0].IndexElem.name !== "firm_id")
      yield `an ${unique ? "unique " : ""}index of ${relation.relname} does not begin with firm_id`;
  }
}

const conjuncts = (node: Tree): Tree[] =>
  node?.BoolExpr?.boolop === "AND_EXPR" ? node.BoolExpr.args.flatMap(conjuncts) : node ? [node] : [];
const isEquality = (node: Tree): boolean => node.A_Expr?.kind === "AEXPR_OP" && node.A_Expr.name[0].String.sval === "=";
const isParameter = (node: Tree): boolean =>
  node?.ParamRef !== undefined || (node?.TypeCast !== undefined && isParameter(node.TypeCast.arg));
/** Every node of a kind, however deep. */
type Nodes = (kind: string) => readonly Tree[];

function nodesOf(tree: Tree): Nodes {
  const found = new Map<string, Tree[]>();
  const note = (kind: string, node: Tree): void => {
    const known = found.get(kind);
    if (known) known.push(node);
    else found.set(kind, [node]);
    // The parser writes the arms of a union without their kind.
    if (kind === "SelectStmt") for (const arm of [node.larg, node.rarg]) if (arm) note(kind, arm);
  };
  const visit = (part: Tree): void => {
    if (part === null || typeof part !== "object") return;
    // Of a long statement these are millions.
    for (const key in part) {
      if (key >= "A" && key < "a") note(key, part[key]);
      visit(part[key]);
    }
  };
  visit(tree);
  return (kind) => found.get(kind) ?? [];
}
