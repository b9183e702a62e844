export {
  agreementTerms,
  type AgreementTerms,
  agreementText,
  type Signer,
  takesAgreements,
  textHash,
} from "./agreements/agreement-terms.js";
export { isSponsorOf, unsponsored } from "./agreements/sponsors.js";
export { supersedeAgreements } from "./agreements/supersede-agreements.js";
export { endAgreement, sendOut, writeAgreement } from "./agreements/write-agreement.js";
export { ClocksApart, signActor, verifyActor } from "./actor.js";
export { actorOf } from "./actor-of.js";
export { type Clock, dateIn, daysAfter, movedDate, startOfDay, systemClock } from "./clock.js";
export type { AnswerOf, ContextOf, Implementation } from "./commands/command.js";
export { CommandContext, type Reason } from "./commands/context.js";
export { execute } from "./commands/execute.js";
export { implement, implementationOf, type OwnedBy } from "./commands/implement.js";
export { implementOutside, type OutsideCommand } from "./commands/implement-outside.js";
export { judged, type Judge } from "./commands/plain.js";
export { objectionToActor } from "./commands/permit.js";
export { Overtaken, Refused } from "./commands/refused.js";
export { listText, valuesOfList } from "./csv/cells.js";
export { namedPeople, type NamedPeople, type NamedPerson } from "./csv/named-people.js";
export { type ImportColumns, ImportRow, readImport, type RecordFault } from "./csv/read-import.js";
export { needsScopes, type PlannedRecord, reportImport } from "./csv/report-import.js";
export { lineBreaksIn } from "./csv/line-breaks.js";
export { type BrokenCsv, type Csv, type CsvRecord, MOST_RECORDS, readCsv } from "./csv/read-csv.js";
export { plainTitle, SEPARATOR_NAMES } from "./csv/titles.js";
export { type Cell, CSV_MARK, csvRows } from "./csv/write-csv.js";
export { ConfigError, readConfig, secret, settings } from "./config.js";
export { ConnectionLost } from "./database/connection-lost.js";
export { Database, type DatabaseOptions } from "./database/database.js";
export { createPool } from "./database/pool.js";
export { DatabaseProbe } from "./database/probe.js";
export { CommitUnknown, isOutage } from "./database/outage.js";
export { withPresentIds } from "./database/present-ids.js";
export { Crowded, isLockTimeout, Shares } from "./database/shares.js";
export type { TenantScope } from "./database/scope.js";
export { Transaction } from "./database/transaction.js";
export { isExcluded, isNotUnique } from "./database/uniqueness.js";
export { openPause } from "./engagements/open-pause.js";
export { engagementsCoached, lockedLoads } from "./engagements/coach-loads.js";
export { lockEngagement } from "./engagements/lock-engagement.js";
export { recordStep } from "./engagements/record-step.js";
export { FileAddresses, FILES_PATH, type FileSubject, type VerifiedAddress } from "./files/file-addresses.js";
export type { ByteRange, FileKey, FileStorage } from "./files/file-storage.js";
export { openStorage, storageSettings } from "./files/open-storage.js";
export { announce } from "./live/announce.js";
export type { Bus, Spending } from "./live/bus.js";
export { eventsAfter, latestEvents, firmsReadBy, logAt, type LogPlace } from "./live/event-log.js";
export { LogReader, type LogReaderOptions } from "./live/log-reader.js";
export { NatsBus } from "./live/nats-bus.js";
export { busSettings, openBus } from "./live/open-bus.js";
export { PostgresBus } from "./live/postgres-bus.js";
export type { CommandServices } from "./live/services.js";
export { executeWithoutActor } from "./live/without-actor.js";
export { createLogger, type Logger } from "./logger.js";
export { type MailboxPurpose, type MailboxSubject, MailboxTokens, REPLY_PROOF_BYTES } from "./mailbox-token.js";
export {
  anyNetwork,
  dispatcherFor,
  ForbiddenAddress,
  isPublic,
  type Network,
  type Objection,
  publicNetwork,
} from "./network/network.js";
export { whyUnreachable } from "./network/why-unreachable.js";
export { clientAddress } from "./process/client-address.js";
export { createHttpServer } from "./process/http-server.js";
export { CpuWatch, inPortions, mapInPortions, usedCpuMs } from "./process/portions.js";
export { type Check, Readiness } from "./process/readiness.js";
export { currentRequestId, REQUEST_ID, withRequestId } from "./process/request-id.js";
export { run } from "./process/run.js";
export { stopGracefully } from "./process/shutdown.js";
export { tellPort } from "./process/tell-port.js";
export { expiringToken, idsInToken, PROOF_BYTES, tokenFrom } from "./token-bytes.js";
export { newId, newOpaqueId } from "./uuid.js";
