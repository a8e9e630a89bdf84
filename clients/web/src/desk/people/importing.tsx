/**
 * A file of contacts is read into the book, by supervisors: chosen, its columns said, tried out row by row, then kept.
 *
 * chosen --try--> preview: what would become of each row --import--> report: what did
 *    ^-- a column or the policy changes: the preview does not hold any more
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { account } from "../account.ts";
import { client } from "../desk.ts";
import { Dialog } from "../dialog.tsx";
import { say, sayOr } from "../language.ts";
import { ImportFailed, type Policy, type Progress, type Report, columnsOf, readIn } from "./file.ts";

const FAULTS_SHOWN_MAX = 50;
const POLICIES: readonly Policy[] = ["skip", "update", "create"];

/** As the server says: an import is nothing for agents. */
export const mayImport = (): boolean => client.value?.principal?.kind === "supervisor";

interface Chosen {
  file: File;
  columns: string[];
}

export function Importing({ close, changed }: { close: () => void; changed: () => void }) {
  const [chosen, choose] = useState<Chosen | undefined>(undefined);
  const [meanings, setMeanings] = useState<Readonly<Record<string, string>>>({});
  const [policy, setPolicy] = useState<Policy>("skip");
  const { progress, report, problem, run, reset } = useReading();
  const take = async (file: File | undefined): Promise<void> => {
    reset();
    setMeanings({});
    choose(file && { file, columns: await columnsOf(file) });
  };
  const mean = (column: string, meaning: string): void => (reset(), setMeanings((there) => ({ ...there, [column]: meaning })));
  const go = (preview: boolean): void => {
    if (!chosen) return;
    const columns = Object.fromEntries(Object.entries(meanings).filter(([, meaning]) => meaning !== ""));
    void run(chosen.file, { policy, preview, columns }).then((isDone) => isDone && !preview && changed());
  };
  const isReady = report?.preview === true && report.created + report.updated > 0;
  return (
    <Dialog title={say("import.title")} close={close}>
      <form class="handing importing" onSubmit={(event) => (event.preventDefault(), go(!isReady))}>
        <label class="stack">
          {say("import.file")}
          <input type="file" data-first accept=".csv,.txt,.vcf,text/csv,text/vcard" disabled={progress !== undefined} onChange={(event) => void take(event.currentTarget.files?.[0])} />
        </label>
        {chosen && (
          <fieldset disabled={progress !== undefined}>
            <Columns columns={chosen.columns} meanings={meanings} mean={mean} />
            <label class="stack">
              {say("import.policy")}
              <select value={policy} onChange={(event) => (reset(), setPolicy(event.currentTarget.value as Policy))}>
                {POLICIES.map((one) => (
                  <option key={one} value={one}>
                    {say(`import.${one}`)}
                  </option>
                ))}
              </select>
            </label>
          </fieldset>
        )}
        {progress && <HowFar progress={progress} />}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {report && <Outcome report={report} />}
        <footer>
          <button type="button" onClick={close}>
            {say(report && !report.preview ? "action.close" : "action.cancel")}
          </button>
          {!(report && !report.preview) && (
            <button type="submit" class="primary" disabled={!chosen || progress !== undefined}>
              {isReady ? say("import.go", { count: report.created + report.updated }) : say("import.try")}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

/** One reading at a time; leaving ends it. */
function useReading() {
  const [progress, setProgress] = useState<Progress | undefined>(undefined);
  const [report, setReport] = useState<Report | undefined>(undefined);
  const [problem, setProblem] = useState("");
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const reset = (): void => (setReport(undefined), setProblem(""));
  const run = async (file: File, wish: Parameters<typeof readIn>[1]): Promise<boolean> => {
    reset();
    setProgress({ rows: 0, rows_about: 0 });
    try {
      setReport(await readIn(file, wish, setProgress, leaving.current.signal));
      return true;
    } catch (error) {
      if (leaving.current.signal.aborted) return false;
      setProblem(textOf(error));
      if (error instanceof ImportFailed) setReport(error.report);
      return error instanceof ImportFailed && error.report !== undefined;
    } finally {
      setProgress(undefined);
    }
  };
  return { progress, report, problem, run, reset };
}

/** What is wrong with the file the server says itself. A line that broke: what was kept stays. */
function textOf(error: unknown): string {
  if (!(error instanceof ImportFailed) || error.code === "broken") return say("import.broken");
  return error.code === "bad_request" && error.message ? say("import.unreadable", { message: error.message }) : sayOr(`error.${error.code}`, error.message || error.code);
}

interface ColumnsProps {
  columns: readonly string[];
  meanings: Readonly<Record<string, string>>;
  mean: (column: string, meaning: string) => void;
}

/** What each column means; most are guessed. */
function Columns({ columns, meanings, mean }: ColumnsProps) {
  const fields = (account.value?.contact_fields ?? []).map(({ id, label }) => [`field:${id}`, label] as const);
  const options = [
    ["", say("import.guessed")],
    ...(["name", "first", "last", "phone", "email"] as const).map((one) => [one, say(`import.as_${one}`)] as const),
    ...fields,
    ["-", say("import.left_out")],
  ] as const;
  if (columns.length === 0) return null;
  return (
    <details class="columns">
      <summary>{say("import.columns", { count: columns.length })}</summary>
      {columns.map((column) => (
        <label key={column} class="row">
          <span>{column}</span>
          <select aria-label={column} value={meanings[column] ?? ""} onChange={(event) => mean(column, event.currentTarget.value)}>
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
    </details>
  );
}

function HowFar({ progress: { rows, rows_about: about } }: { progress: Progress }) {
  const text = about > 0 ? say("import.progress", { rows, about: Math.max(rows, about) }) : say("import.sending");
  return (
    <p class="how-far" role="status">
      <progress aria-label={text} {...(about > 0 ? { value: Math.min(1, rows / about) } : {})} /> <span class="quiet">{text}</span>
    </p>
  );
}

function Outcome({ report }: { report: Report }) {
  const { created, updated, skipped, failed, rows, faults } = report;
  return (
    <section aria-label={say(report.preview ? "import.would" : "import.did")}>
      <p class="verdict" role="status">
        {say(report.preview ? "import.would_be" : "import.done", { rows, created, updated, skipped, failed })}
      </p>
      {faults.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{say("import.row")}</th>
              <th scope="col">{say("import.column")}</th>
              <th scope="col">{say("import.fault")}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, FAULTS_SHOWN_MAX).map(({ row, column, fault }) => (
              <tr key={`${row} ${column}`}>
                <th scope="row">{row}</th>
                <td>{column}</td>
                <td>{fault}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {failed > Math.min(faults.length, FAULTS_SHOWN_MAX) && <p class="quiet">{say("import.more_faults", { count: failed - Math.min(faults.length, FAULTS_SHOWN_MAX) })}</p>}
    </section>
  );
}
