/** Only one process at a time makes and drops months: an arbitrary number of our own. */
const LOCK = 7_203_482_992;

/** Whoever waits for the log while a month is made or dropped waits no longer than this. Then upkeep gives up, and tries again. */
const SETTINGS = "set search_path = pg_catalog, pg_temp set lock_timeout = '500ms'";

/**
 * The functions that make and drop the months of the event log. They belong to the tables' owner, since services define nothing.
 * They take numbers alone, and refuse those with which the audit trail could be erased.
 */
export const logUpkeep = [
  // What came while the month was missing moves into it, once it is there: rows that it has before are checked as a query of the
  // owner, who sees no firm. An empty month costs readers some milliseconds.
  `create function event_log.make_month(month date) returns boolean language plpgsql ${SETTINGS} as $$
  declare
    name constant text := to_char(month, '"m"YYYY_MM');
    begins constant timestamptz := month::timestamp at time zone 'UTC';
    ends constant timestamptz := (month + interval '1 month') at time zone 'UTC';
  begin
    if to_regclass('event_log.' || name) is not null then return false; end if;
    execute format('create table event_log.%I (like public.event including defaults including constraints)', name);
    execute format('alter table event_log.%I enable row level security', name);
    -- A statement that was planned for the months before must not find what has moved in none of them: it waits, and is planned again.
    lock table public.event in access exclusive mode;
    create table event_log.moving (like public.event);
    with moved as (delete from event_log.rest where occurred_at >= begins and occurred_at < ends returning *)
      insert into event_log.moving select * from moved;
    execute format('alter table public.event attach partition event_log.%I for values from (%L) to (%L)', name, begins, ends);
    execute format('insert into event_log.%I select * from event_log.moving', name);
    drop table event_log.moving;
    return true;
  end $$`,

  // Also makes months for what is in none, unless a clock was so wrong that nobody wants a month for it.
  `create function event_log.make_months(ahead integer) returns integer language plpgsql security definer ${SETTINGS} as $$
  declare
    this_month constant date := date_trunc('month', now() at time zone 'UTC')::date;
    wanted date;
    made integer := 0;
  begin
    if ahead is null or ahead not between 1 and 24 then
      raise exception 'Give a number of months to make ahead, 1 to 24.';
    end if;
    if not pg_try_advisory_xact_lock(${LOCK}) then return 0; end if;
    for wanted in
      select (this_month + n * interval '1 month')::date from generate_series(0, ahead) n
      union
      select distinct date_trunc('month', occurred_at at time zone 'UTC')::date from event_log.rest
      where occurred_at between '2000-01-01Z' and now() + interval '1 year'
      order by 1
    loop
      if event_log.make_month(wanted) then made := made + 1; end if;
    end loop;
    return made;
  end $$`,

  // The oldest first, so that a log never has a hole. What a reader has not read stays, and all after it. The reader "jobs" reads
  // every firm's log. Others read those of which they have a cursor.
  `create function event_log.drop_months(keep_days integer)
  returns table (name text, is_dropped boolean, unread_by text, unread_firms integer)
  language plpgsql security definer ${SETTINGS} as $$
  begin
    if keep_days is null or keep_days not between 400 and 36500 then
      raise exception 'Give a number of days to keep, 400 to 36500.';
    end if;
    if not pg_try_advisory_xact_lock(${LOCK}) then return; end if;
    for name in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'public.event'::regclass and c.relname ~ '^m[0-9]{4}_[0-9]{2}$'
        and to_date(c.relname, '"m"YYYY_MM') + interval '1 month' <= (now() - make_interval(days => keep_days)) at time zone 'UTC'
      order by c.relname
    loop
      execute format(
        'select reader, count(*)::integer from (
           select c.reader from public.log_cursor c
           where exists (select from event_log.%1$I e where e.firm_id = c.firm_id and e.seq > c.seq)
           union all
           select ''jobs'' from public.firm_counter f
           where not exists (select from public.log_cursor c where c.firm_id = f.firm_id and c.reader = ''jobs'')
             and exists (select from event_log.%1$I e where e.firm_id = f.firm_id)
         ) unread group by reader order by reader limit 1', name) into unread_by, unread_firms;
      is_dropped := unread_by is null;
      if is_dropped then execute format('drop table event_log.%I', name); end if;
      return next;
      exit when not is_dropped;
    end loop;
  end $$`,

  "revoke all on all functions in schema event_log from public",
];
