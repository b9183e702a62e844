import { Node } from "@coachwork/schema";
import type { DataSource } from "typeorm";
import type { Client } from "pg";

/** A rule of every tenant table, as the database's own catalogue tells it: what is wrong, one complaint a line. */
export type Check = (client: Client) => Promise<string[]>;

const OWN = `('coachwork_gateway', 'coachwork_scheduling')`;

/** All tables of schema public but the migrations' own. */
const TABLES = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) as owner
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'`;

const FIRM = `(firm_id = (NULLIF(current_setting('app.firm_id'::text, true), ''::text))::uuid)`;
const AUTHOR = `((visibility <> 'PRIVATE'::text) OR (author_id = (NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid))`;

/** What a table's policy compares beside the firm. */
const guards: Readonly<Record<string, string>> = { note: AUTHOR, note_version: AUTHOR, takeaway: AUTHOR };

/**
 * What services see of every firm, to find out where there is something to do: how far its event log goes and was read, which
 * endpoints have messages that are due, and which firms have exports to be read. These are numbers, ids and times alone.
 */
const seenOfEveryFirm: Readonly<Record<string, string>> = {
  bulk_line: "{coachwork_gateway}",
  firm_counter: "{coachwork_gateway,coachwork_owner,coachwork_scheduling}",
  log_cursor: "{coachwork_gateway,coachwork_owner,coachwork_scheduling}",
  webhook_line: "{coachwork_gateway}",
};
const everyFirm = (roles: string) => ({ cmd: "SELECT", roles, permissive: "PERMISSIVE", using: "true", check: null });

async function complaints(client: Client, query: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ complaint: string }>(query, values);
  return rows.map(({ complaint }) => complaint);
}

export const rowSecurity: Check = async (client) => [
  ...(await complaints(
    client,
    `select relname || ' does not enable row level security' as complaint from (${TABLES}) t where not relrowsecurity`,
  )),
  ...(await complaints(
    client,
    `select relname || ' does not force row level security' as complaint from (${TABLES}) t where not relforcerowsecurity`,
  )),
  ...(await complaints(
    client,
    `select relname || ' is owned by ' || owner as complaint from (${TABLES}) t where owner <> 'coachwork_owner'`,
  )),
];

/**
 * One policy a table: of the firm, for every command and role, comparing plain columns with settings and nothing else. Three
 * tables have another, for services to read.
 */
export const policies: Check = async (client) => {
  const { rows } = await client.query<{
    relname: string;
    found: { cmd: string; roles: string; permissive: string; using: string; check: string }[];
  }>(
    `select relname, (select coalesce(json_agg(json_build_object('cmd', cmd, 'roles', roles::text, 'permissive', permissive, 'using', qual,
       'check', with_check) order by policyname), '[]') from pg_policies p where p.schemaname = 'public' and p.tablename = t.relname) as found from (${TABLES}) t`,
  );
  return rows.flatMap(({ relname, found }) => {
    const guard = guards[relname];
    const form = guard ? `(${FIRM} AND ${guard})` : FIRM;
    const ofFirm = { cmd: "ALL", roles: "{public}", permissive: "PERMISSIVE", using: form, check: form };
    const seeing = seenOfEveryFirm[relname];
    const expected = seeing === undefined ? [ofFirm] : [everyFirm(seeing), ofFirm];
    return JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`${relname} has not the policies expected: ${JSON.stringify(found)}`];
  });
};

/** Keys, indexes and exclusion constraints all begin with the firm, so that uniqueness and order end at it. */
export const indexes: Check = async (client) => [
  ...(await complaints(
    client,
    `select i.indexrelid::regclass || ' does not begin with firm_id' as complaint from (${TABLES}) t join pg_index i on i.indrelid = t.oid
     left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] where a.attname is distinct from 'firm_id'`,
  )),
  ...(await complaints(
    client,
    `select relname || ' has no primary key' as complaint from (${TABLES}) t
     where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  )),
  ...(await complaints(
    client,
    `select c.conname || ' does not exclude within the firm alone' as complaint from (${TABLES}) t join pg_constraint c on c.conrelid = t.oid
     where c.contype = 'x' and (c.conkey[1] <> (select attnum from pg_attribute where attrelid = t.oid and attname = 'firm_id')
       or c.conexclop[1] <> '=(uuid,uuid)'::regoperator)`,
  )),
];

/** No row can point into another firm, nor out of the tenant schema or into it. */
export const foreignKeys: Check = async (client) => [
  ...(await complaints(
    client,
    `select c.conname || ' does not pair firm_id with firm_id' as complaint from (${TABLES}) t join pg_constraint c on c.conrelid = t.oid
     where c.contype = 'f' and not exists (
       select from unnest(c.conkey, c.confkey) k (own, other)
       join pg_attribute o on o.attrelid = c.conrelid and o.attnum = k.own and o.attname = 'firm_id'
       join pg_attribute r on r.attrelid = c.confrelid and r.attnum = k.other and r.attname = 'firm_id')`,
  )),
  // The months of the log have the key of the log.
  ...(await complaints(
    client,
    `select c.conname || ' crosses schemas' as complaint from pg_constraint c join pg_class o on o.oid = c.conrelid
     join pg_class r on r.oid = c.confrelid where c.contype = 'f' and c.conparentid = 0
       and o.relnamespace <> r.relnamespace`,
  )),
  ...(await complaints(
    client,
    `select relname || ' reaches its firm through no foreign key' as complaint from (${TABLES}) t where relname <> 'firm'
     and not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'f')`,
  )),
];

/** What a sharded table cannot have, or an index under row level security cannot serve. */
export const plainness: Check = async (client) => [
  ...(await complaints(
    client,
    `select tgrelid::regclass || ' has the trigger ' || tgname as complaint from pg_trigger where not tgisinternal`,
  )),
  ...(await complaints(
    client,
    `select ev_class::regclass || ' has the rule ' || rulename as complaint from pg_rewrite
     where ev_class in (select oid from (${TABLES}) t)`,
  )),
  ...(await complaints(
    client,
    `select typname || ' is an enum' as complaint from pg_type where typtype = 'e' and typnamespace in ('public'::regnamespace, 'identity'::regnamespace)`,
  )),
  ...(await complaints(
    client,
    `select p.proname || ' is a function of our own' as complaint from pg_proc p where p.pronamespace in ('public'::regnamespace, 'identity'::regnamespace)
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  )),
];

/**
 * The months of the event log can be reached through `event` alone, and what makes and drops them takes a number. A function that
 * runs as its owner names where it looks, or whoever calls it could have it do anything.
 */
export const monthsOfTheLog: Check = async (client) => {
  const { rows } = await client.query<{ line: string }>(
    `select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' || case when p.prosecdef then ' as owner' else '' end
       || case when 'search_path=pg_catalog, pg_temp' = any(p.proconfig) then '' else ', looking anywhere' end
       || coalesce(', by ' || (select string_agg(coalesce(r.rolname, 'PUBLIC'), ', ' order by r.rolname)
            from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            left join pg_roles r on r.oid = a.grantee where a.grantee <> p.proowner), '') as line
     from pg_proc p where p.pronamespace = 'event_log'::regnamespace order by p.proname`,
  );
  const expected = [
    "drop_months(keep_days integer) as owner, by coachwork_scheduling",
    "make_month(month date)",
    "make_months(ahead integer) as owner, by coachwork_scheduling",
  ];
  const found = rows.map(({ line }) => line);
  return [
    ...found.filter((line) => !expected.includes(line)).map((line) => `unexpected: ${line}`),
    ...expected.filter((line) => !found.includes(line)).map((line) => `not so: ${line}`),
    ...(await complaints(
      client,
      `select relname || ' does not enable row level security' as complaint from pg_class
       where relnamespace = 'event_log'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
    )),
    ...(await complaints(
      client,
      `select relname || ' is no month of event' as complaint from pg_class c where relnamespace = 'event_log'::regnamespace
       and relkind in ('r', 'p') and not exists (select from pg_inherits where inhrelid = c.oid and inhparent = 'public.event'::regclass)`,
    )),
    ...(await complaints(
      client,
      `select rolname || ' may enter event_log' as complaint from pg_roles where rolname = 'coachwork_gateway'
       and has_schema_privilege(oid, 'event_log', 'usage')`,
    )),
    ...(await complaints(
      client,
      `select rolname || ' may create in event_log' as complaint from pg_roles where rolname in ${OWN}
       and has_schema_privilege(oid, 'event_log', 'create')`,
    )),
  ];
};

/** The services own nothing, bypass nothing and are nobody else. */
export const roles: Check = async (client) => [
  ...(await complaints(
    client,
    `select rolname || ' is too mighty' as complaint from pg_roles where rolname in ${OWN}
     and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
  )),
  ...(await complaints(
    client,
    `select m.member::regrole || ' is a member of ' || m.roleid::regrole as complaint from pg_auth_members m
     join pg_roles r on r.oid = m.member where r.rolname in ${OWN}`,
  )),
  ...(await complaints(
    client,
    `select relname || ' belongs to ' || pg_get_userbyid(relowner) as complaint from pg_class where pg_get_userbyid(relowner) in ${OWN}`,
  )),
  ...(await complaints(
    client,
    `select rolname || ' may create in ' || nspname as complaint from pg_roles, pg_namespace where rolname in ${OWN}
     and nspname in ('public', 'identity', 'graphile_worker') and has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'create')`,
  )),
  // Its functions are everybody's who may use the schema.
  ...(await complaints(
    client,
    `select rolname || ' may use the job queue' as complaint from pg_roles where rolname = 'coachwork_gateway'
     and has_schema_privilege(oid, 'graphile_worker', 'usage')`,
  )),
];

type Privileges = Readonly<Record<string, readonly string[]>>;

/** Who may do what with which table of a schema, and that nobody else may: `expected` by table, then by role. */
export const grants =
  (schema: string, expected: Readonly<Record<string, Privileges>>): Check =>
  async (client) => {
    const { rows } = await client.query<{ relname: string; grantee: string; privileges: string[] }>(
      `select c.relname, coalesce(r.rolname, 'PUBLIC') as grantee, array_agg(lower(a.privilege_type) order by a.privilege_type) as privileges
       from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
       where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and a.grantee <> c.relowner group by 1, 2
       union all
       select c.relname || '.' || t.attname, coalesce(r.rolname, 'PUBLIC'), array_agg(lower(a.privilege_type) order by a.privilege_type)
       from pg_attribute t join pg_class c on c.oid = t.attrelid cross join aclexplode(t.attacl) a left join pg_roles r on r.oid = a.grantee
       where c.relnamespace = $1::regnamespace group by 1, 2`,
      [schema],
    );
    const line = (table: string, role: string, privileges: readonly string[]) =>
      `${role} may ${privileges.toSorted().join(", ")} ${schema}.${table}`;
    const found = rows.map(({ relname, grantee, privileges }) => line(relname, grantee, privileges));
    const wanted = Object.entries(expected).flatMap(([table, byRole]) =>
      Object.entries(byRole).map(([role, privileges]) => line(table, role, privileges)),
    );
    return [
      ...found.filter((grant) => !wanted.includes(grant)),
      ...wanted.filter((grant) => !found.includes(grant)).map((grant) => `not so: ${grant}`),
    ];
  };

/** Every table has an entity, and the entities' columns are the tables': no more, no fewer, of the same type and nullability. */
/** Objects with an id that a service may update say when they were last changed. What is only added or removed never changes. */
export const changesTold =
  ({ entityMetadatas }: DataSource): Check =>
  async (client) => {
    const nodes = entityMetadatas.filter(({ target }) => (target as { prototype: unknown }).prototype instanceof Node);
    return complaints(
      client,
      `select relname || ' can change and does not say when' as complaint from (${TABLES}) t
       where relname = any($1) and exists (select from unnest(array['coachwork_gateway', 'coachwork_scheduling']) role
           where has_table_privilege(role, t.oid, 'update'))
         and not exists (select from pg_attribute a
           where a.attrelid = t.oid and attname = 'updated_at' and attnotnull and not attisdropped)`,
      [nodes.map(({ tableName }) => tableName)],
    );
  };

export const entitiesMatch =
  ({ entityMetadatas }: DataSource): Check =>
  async (client) => {
    const { rows } = await client.query<{
      relname: string;
      attname: string;
      type: string;
      nullable: boolean;
      key: boolean;
    }>(
      `select relname, attname, format_type(atttypid, atttypmod) as type, not attnotnull as nullable,
         exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary and attnum = any(i.indkey[0:i.indnkeyatts - 1])) as key
       from (${TABLES}) t join pg_attribute a on a.attrelid = t.oid and attnum > 0 and not attisdropped`,
    );
    const names: Readonly<Record<string, string>> = { timestamptz: "timestamp with time zone", int4: "integer" };
    const line = (table: string, column: string, type: string, nullable: boolean, key: boolean) =>
      `${table}.${column} ${type}${nullable ? "" : " not null"}${key ? " key" : ""}`;
    const inDatabase = rows.map(({ relname, attname, type, nullable, key }) =>
      line(relname, attname, type, nullable, key),
    );
    const declared = entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.map((column) => {
        const type = String(column.type === String ? "text" : column.type);
        return line(
          tableName,
          column.databaseName,
          `${names[type] ?? type}${column.isArray ? "[]" : ""}`,
          column.isNullable,
          column.isPrimary,
        );
      }),
    );
    return [
      ...inDatabase
        .filter((column) => !declared.includes(column))
        .map((column) => `${column} is in the database alone`),
      ...declared.filter((column) => !inDatabase.includes(column)).map((column) => `${column} is declared alone`),
    ];
  };
