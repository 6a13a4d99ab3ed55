import type {components} from "./v2.d.ts";

type Problem = components["schemas"]["Problem"];

/** An answer that is an error, as something to throw. */
export class ProblemError extends Error {
    readonly status: number;
    readonly code: string;
    readonly problem: Problem | undefined;

    constructor(status: number, problem: Problem | undefined) {
        super(problem?.detail ?? `The gateway answered ${status}.`);
        this.name = "ProblemError";
        this.status = status;
        this.code = problem?.code ?? `status_${status}`;
        this.problem = problem;
    }

    /** Of an answer of the client: its error, as it was read. */
    static of(response: Response, error: unknown): ProblemError {
        return new ProblemError(response.status, isProblem(error) ? error : undefined);
    }
}

function isProblem(error: unknown): error is Problem {
    return typeof error === "object" && error !== null && "code" in error && "detail" in error;
}
