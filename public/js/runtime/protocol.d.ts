/**
 * The border between a world and the learner's code, as `src/world/turn.rs`
 * defines it. Keep the two alike.
 */

/** Bytes: a string when they are UTF-8, else hexadecimal digits. */
export type Body = string | { hex: string };

/** A header field as it stands on the wire. */
export type Header = [name: string, value: string];

/** One piece of work for one process. */
export interface Turn {
  turn: number;
  process: string;
  task: number;
  now_unix_ms: number;
  now_us: number;
  input: Input;
}

/** What there is to do in a turn. */
export type Input =
  | { kind: "start"; files: Record<string, string>; entry: string; env: Record<string, string>; seed: number }
  | { kind: "request"; port: number; head: HttpHead; body: Body; remote_address: string }
  | { kind: "aborted" }
  | { kind: "called"; call: number; result: CallResult }
  | { kind: "pushed"; connection: number; reply: Reply }
  | { kind: "timer"; timer: number }
  | { kind: "settle" }
  | { kind: "stop" };

/** A request's first part. */
export interface HttpHead {
  method: string;
  target: string;
  version: string;
  headers: Header[];
}

/** What a runtime did in a turn. */
export interface TurnDone {
  turn: number;
  actions: Action[];
}

/** One thing that the learner's code did. */
export type Action =
  | { kind: "listen"; port: number }
  | { kind: "unlisten"; port: number }
  | { kind: "call"; call: number; service: ServiceCall }
  | { kind: "respond"; task: number; status: number; reason: string; headers: Header[]; body: Body }
  | { kind: "write"; task: number; head?: { status: number; reason: string; headers: Header[] }; chunks: Body[]; end: boolean }
  | { kind: "inform"; task: number; status: number; headers: Header[] }
  | { kind: "destroy"; task: number }
  | { kind: "log"; level: string; text: string }
  | { kind: "set_timer"; timer: number; delay_ms: number }
  | { kind: "clear_timer"; timer: number }
  | { kind: "middleware_entered"; name: string; path: string }
  | { kind: "middleware_passed"; name: string }
  | { kind: "middleware_failed"; name: string; message: string }
  | { kind: "route_matched"; method: string; pattern: string; params: [string, string][] }
  | { kind: "route_missed"; method: string; path: string }
  | ({ kind: "failed" } & Fault)
  | { kind: "exit"; code: number; fault?: Fault };

/** An error of the learner's code, and where it came from. */
export interface Fault {
  name: string;
  message: string;
  stack: string;
  file?: string;
  line: number;
  column: number;
}

/** A call to a service of the world. */
export type ServiceCall =
  | { service: "sql_connect"; connection: number }
  | { service: "sql_query"; connection: number; text: string; params: (string | null)[] }
  | { service: "sql_close"; connection: number }
  | { service: "cache"; connection: number; args: Body[] }
  | { service: "cache_close"; connection: number }
  | { service: "fetch"; url: string; method: string; headers: Header[]; body: Body };

/** The answer to a service call. */
export type CallResult =
  | { result: "done" }
  | { result: "sql"; results: SqlRows[] }
  | ({ result: "sql_error" } & SqlError)
  | { result: "cache"; reply: Reply }
  | { result: "response"; status: number; headers: Header[]; body: Body }
  | { result: "refused"; code: string; message: string };

/** The result of one statement. */
export interface SqlRows {
  tag: string;
  fields: { name: string; type_name: string; type_oid: number }[];
  rows: (string | null)[][];
}

/** A failed statement, with PostgreSQL's fields. */
export interface SqlError {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  position?: number;
  table?: string;
  column?: string;
  constraint?: string;
}

/** A reply of the cache (RESP2). */
export type Reply =
  | { status: string }
  | { error: string }
  | { integer: number }
  | { bulk: Body }
  | { array: Reply[] }
  | "nil"
  | "nil_array";
