// All that the command palette can do, as it stands now: go to a step, run something, open a project, change a setting.
import { endingOf } from '../../../contract/data/formats';
import { steps } from '../../../contract/project/project';
import { scenarioCards } from '../../../contract/project/scenario';
import { localeNames } from '../../../i18n/locales/locale-names';
import { m } from '../../../i18n/paraglide/messages.js';
import { device } from '../../../state/architecture/device.svelte';
import { installing } from '../../../state/offline/installing.svelte';
import { leader } from '../../../state/tabs/leader.svelte';
import { locale } from '../../../state/app/locale.svelte';
import { notices } from '../../../state/app/notices.svelte';
import { queuePanel } from '../../../state/app/palette.svelte';
import { offline } from '../../../state/offline/offline.svelte';
import { train as beginTraining } from '../../../state/jobs/begin';
import { jobs } from '../../../state/jobs/jobs.svelte';
import type { OpenProject } from '../../../state/project/project.svelte';
import { projectFile } from '../../../state/project/project-file.svelte';
import { draftOf } from '../../../state/model/recipe-draft';
import { route } from '../../../state/app/route.svelte';
import { samples } from '../../../state/offline/samples.svelte';
import { theme } from '../../../state/app/theme.svelte';
import { liveRuns } from '../../../state/model/live-runs.svelte';
import { workspace } from '../../../state/project/workspace.svelte';
import { scenarioTitle } from '../../start/scenarios/scenario-title';
import { starting } from '../../start/starting.svelte';
import { saveBlob } from '../../steps/deploy/versions/save-blob';
import type { Command } from './match-commands';
import { runAll } from '../rail/run-all';
import { stepNames } from '../rail/step-names';

const attempt = (work: Promise<unknown>) => void work.catch((thrown: unknown) => notices.fail(thrown));

async function train(open: OpenProject): Promise<void> {
  const recipe = await draftOf(open);
  route.go(route.toStep(open.id, 'model'));
  await beginTraining(open, recipe);
}

async function exportProject(open: OpenProject): Promise<void> {
  const blob = await projectFile.write(open.id);
  if (blob) saveBlob(blob, `${open.project.name}${endingOf('project')}`);
}

function projectCommands(open: OpenProject): Command[] {
  const group = open.project.name;
  const commands: Command[] = steps.map((step, index) => ({
    id: `step-${step}`,
    group,
    label: m.shell_command_step({ step: stepNames[step]() }),
    hint: String(index + 1),
    keywords: step,
    run: () => route.go(route.toStep(open.id, step)),
  }));
  if (open.dataset && open.project.data.target) {
    commands.push(
      {
        id: 'run-all',
        group,
        label: jobs.isBusy ? m.queue_all_do() : m.shell_run_all(),
        keywords: 'run all pipeline',
        run: () => void runAll(open),
      },
      {
        id: 'train',
        group,
        label: jobs.isBusy ? m.queue_train_do() : m.shell_command_train(),
        keywords: 'train run model',
        run: () => attempt(train(open)),
      },
    );
  }
  const here = leader.elsewhere === null;
  const runsAll = jobs.all.find(({ kind }) => kind === 'run-all');
  if (runsAll && here)
    commands.push({
      id: 'stop-all',
      group,
      label: m.shell_command_stop_all(),
      keywords: 'stop',
      run: () => void runsAll.ask('cancel'),
    });
  const trains = jobs.all.find(({ training }) => training !== null && training === liveRuns.active);
  if (trains && here)
    commands.push(
      {
        id: 'pause',
        group,
        label: m.shell_command_pause(),
        keywords: 'pause',
        run: () => void trains.ask('pause'),
      },
      {
        id: 'stop',
        group,
        label: m.shell_command_stop(),
        keywords: 'stop',
        run: () => void trains.ask('stop'),
      },
    );
  commands.push(
    {
      id: 'probe',
      group,
      label: m.shell_command_probe(),
      keywords: 'device gpu webgpu',
      run: () => attempt(device.probe(true)),
    },
    {
      id: 'evaluate',
      group,
      label: m.shell_command_evaluate(),
      keywords: 'E score',
      run: () => attempt(open.evaluate()),
    },
    {
      id: 'export',
      group,
      label: m.shell_command_export(),
      keywords: 'export save backup',
      run: () => attempt(exportProject(open)),
    },
  );
  return commands;
}

function workspaceCommands(open: OpenProject | null): Command[] {
  const group = m.shell_projects();
  return [
    {
      id: 'start',
      group,
      label: m.shell_command_start(),
      keywords: 'home start open file',
      run: () => route.go('#/'),
    },
    ...workspace.projects
      .filter(({ id }) => id !== open?.id)
      .map(({ id, name }) => ({
        id: `project-${id}`,
        group,
        label: m.shell_command_project({ name }),
        keywords: 'project',
        run: () => route.go(route.toStep(id, 'goals')),
      })),
    ...scenarioCards.map(({ id }) => ({
      id: `scenario-${id}`,
      group,
      label: m.shell_command_scenario({ name: scenarioTitle(id) }),
      keywords: `scenario ${id}`,
      run: () => {
        route.go('#/'); // where its progress, or why it was refused, is shown
        void starting.scenario(id, scenarioTitle(id));
      },
    })),
  ];
}

function settingCommands(): Command[] {
  const group = m.shell_settings();
  const themes = { system: m.shell_theme_system, light: m.shell_theme_light, dark: m.shell_theme_dark };
  return [
    ...(['system', 'light', 'dark'] as const)
      .filter((choice) => choice !== theme.choice)
      .map((choice) => ({
        id: `theme-${choice}`,
        group,
        label: themes[choice](),
        keywords: `theme ${choice}`,
        run: () => theme.set(choice),
      })),
    ...(['en', 'zh-CN'] as const)
      .filter((code) => code !== locale.current)
      .map((code) => ({
        id: `locale-${code}`,
        group,
        label: m.shell_command_language({ name: localeNames[code] }),
        keywords: `language 语言 ${code}`,
        run: () => locale.set(code),
      })),
    {
      id: 'offline',
      group,
      label: m.offline_command(),
      keywords: 'offline update version install cache',
      run: () => (offline.open = true),
    },
    {
      id: 'offline-keep',
      group,
      label: m.offline_command_keep(),
      keywords: 'offline samples download cache',
      run: () => {
        offline.open = true;
        void samples.look().then(() => samples.keepAll());
      },
    },
    ...(offline.update === 'offered'
      ? [
          {
            id: 'offline-update',
            group,
            label: m.offline_command_update(),
            keywords: 'update version reload',
            run: () => {
              offline.open = true;
              offline.accept();
            },
          },
        ]
      : []),
    ...(installing.offered
      ? [
          {
            id: 'offline-install',
            group,
            label: m.offline_install_button(),
            keywords: 'install app desktop pwa',
            run: () => void installing.install(),
          },
        ]
      : []),
    {
      id: 'queue',
      group,
      label: m.queue_command(),
      keywords: 'queue jobs waiting running',
      run: () => (queuePanel.open = true),
    },
    {
      id: 'storage',
      group,
      label: m.storage_command(),
      keywords: 'storage disk space backup quota',
      run: () => route.go('#/storage'),
    },
    {
      id: 'privacy',
      group,
      label: m.shell_command_privacy(),
      keywords: 'privacy network bytes',
      run: () => route.go('#/privacy'),
    },
  ];
}

/** Every command that makes sense now. */
export function allCommands(open: OpenProject | null): Command[] {
  return [...(open ? projectCommands(open) : []), ...workspaceCommands(open), ...settingCommands()];
}
