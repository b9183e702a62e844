/**
 * A session's place in SQL: its own, or else the present meeting room of its coach. Of several coaches, the first with
 * a room, in the order of their ids. `session` is the row's alias, `firm` the firm's id in SQL, and `name` makes an
 * alias.
 */
export function placeSql(session: string, firm: string, name: (base: string) => string = (base) => base): string {
  const [coach, hours] = [name("coach"), name("hours")];
  return `coalesce(${session}.place, (select ${hours}.meeting_room from session_coach ${coach}
    join availability ${hours} on ${hours}.firm_id = ${firm} and ${hours}.coach_id = ${coach}.coach_id
    where ${coach}.firm_id = ${firm} and ${coach}.session_id = ${session}.id and ${hours}.meeting_room is not null
    order by ${coach}.coach_id limit 1))`;
}
