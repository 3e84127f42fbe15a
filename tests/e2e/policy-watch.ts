// Hears of every policy violation of a page, its frames and all their workers. What a worker does against the policy reaches no
// console of the page; the browser's own audit has it, also from before anyone listened.
import type { BrowserContext, CDPSession, Page } from '@playwright/test';

type Send = (method: string, params?: object) => void;
type Hear = (method: string, params: object) => void;

interface Attached {
  sessionId: string;
  targetInfo: { url: string };
}
interface Received {
  sessionId: string;
  message: string;
}
interface Issue {
  issue: {
    code: string;
    details: {
      contentSecurityPolicyIssueDetails?: { violatedDirective: string; blockedURL?: string };
    };
  };
}

/** Listens to one target and to all that it begins; gives what must be told of the target's messages. */
function follow(where: string, send: Send, report: (violation: string) => void): Hear {
  const begun = new Map<string, Hear>();
  let sent = 0;
  send('Audits.enable');
  send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return (method, params) => {
    if (method === 'Audits.issueAdded') {
      const { code, details } = (params as Issue).issue;
      const found = details.contentSecurityPolicyIssueDetails;
      if (code === 'ContentSecurityPolicyIssue')
        report(`${found?.violatedDirective ?? code} ${found?.blockedURL ?? ''} in ${where}`);
    } else if (method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = params as Attached;
      const sendInside: Send = (name, values = {}) => {
        const message = JSON.stringify({ id: ++sent, method: name, params: values });
        send('Target.sendMessageToTarget', { sessionId, message });
      };
      begun.set(sessionId, follow(targetInfo.url, sendInside, report));
    } else if (method === 'Target.receivedMessageFromTarget') {
      const { sessionId, message } = params as Received;
      const inside = JSON.parse(message) as { method?: string; params?: object };
      if (inside.method !== undefined) begun.get(sessionId)?.(inside.method, inside.params ?? {});
    }
  };
}

async function watchPage(page: Page, report: (violation: string) => void): Promise<void> {
  let session: CDPSession;
  try {
    session = await page.context().newCDPSession(page);
  } catch {
    return; // the page is closed already
  }
  type Method = Parameters<CDPSession['send']>[0];
  const send: Send = (method, params) => {
    session.send(method as Method, params as never).catch(() => undefined); // the target ended first
  };
  const hear = follow('the page', send, report);
  for (const event of [
    'Audits.issueAdded',
    'Target.attachedToTarget',
    'Target.receivedMessageFromTarget',
  ] as const)
    session.on(event, (params: object) => hear(event, params));
}

/** Reports each violation of the content policy or of Trusted Types, on any page of the context and in any of its workers. */
export function watchPolicy(context: BrowserContext, report: (violation: string) => void): void {
  context.on('page', (page) => void watchPage(page, report));
}
