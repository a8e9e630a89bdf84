/** The sample bot: asks what the account's flow asks, one question after the other, and hands over what was answered. */
import { computed, effect, signal } from "@preact/signals";
import { once, told } from "../widget/begin.ts";
import { adopt } from "../widget/conversation.ts";
import { Refused, ask } from "../widget/http.ts";
import { language } from "../widget/language.ts";
import { ofTab, read, write } from "../widget/storage.ts";

export type Texts = Record<string, string>;

export interface Question {
  variable: string;
  text: Texts;
  choices: { value: string; text: Texts }[];
}

export interface Tryout {
  bot: string;
  queue_name: string;
  questions: Question[];
  call: boolean;
  mail: boolean;
}

const KEPT = "ringline.try.answers";

/** Undefined: not known yet. Null: there is nothing to try here. */
export const tryout = signal<Tryout | null | undefined>(undefined);
export const answers = signal<Texts>(read<Texts>(ofTab, KEPT, {}));
export const isHandingOver = signal(false);
export const problem = signal("");

/** The question that waits for an answer. */
export const open = computed(() => tryout.value?.questions.find(({ variable }) => !(variable in answers.value)));

effect(() => write(ofTab, KEPT, answers.value));

export async function look(): Promise<void> {
  try {
    tryout.value = await ask<Tryout>("/v1/tryout");
    const known = new Set(tryout.value.questions.map(({ variable }) => variable));
    answers.value = Object.fromEntries(Object.entries(answers.value).filter(([variable]) => known.has(variable)));
    problem.value = "";
  } catch (error) {
    if (error instanceof Refused && error.code === "not_found") tryout.value = null;
    else problem.value = told(error);
  }
}

export function answer(question: Question, value: string): void {
  answers.value = { ...answers.value, [question.variable]: value };
}

export function beginAgain(): void {
  answers.value = {};
  problem.value = "";
}

/** The bot's part is over: a person goes on. */
export async function handOver(): Promise<void> {
  [isHandingOver.value, problem.value] = [true, ""];
  try {
    adopt(await once("/v1/tryout/handovers", { answers: answers.value, language: language.value }));
    answers.value = {};
  } catch (error) {
    problem.value = told(error);
  } finally {
    isHandingOver.value = false;
  }
}
