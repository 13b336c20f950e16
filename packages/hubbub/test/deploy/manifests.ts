import { z } from "zod";

/** What is used of Kubernetes' objects, with what its API requires of them; a field that isn't described is refused. */
const labels = z.record(z.string(), z.string());
const metadata = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  namespace: z.literal("hubbub").optional(),
  labels: labels.optional(),
  annotations: labels.optional(),
});
const matchLabels = z.strictObject({ matchLabels: labels });
const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.enum(["/healthz", "/readyz"]), port: z.literal("http") }),
  periodSeconds: z.int(),
  timeoutSeconds: z.int().optional(),
  failureThreshold: z.int(),
});
const reference = z.strictObject({ name: z.literal("hubbub"), key: z.string() });
const variable = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({
    name: z.string(),
    valueFrom: z.union([
      z.strictObject({ secretKeyRef: reference }),
      z.strictObject({ configMapKeyRef: reference }),
    ]),
  }),
]);
const quantity = z.string().regex(/^\d+(m|Mi|Gi)?$/);
const container = z.strictObject({
  name: z.string(),
  image: z.string().regex(/^hubbub:\d+\.\d+\.\d+$/),
  args: z.tuple([z.enum(["serve", "auth"])]),
  ports: z.tuple([z.strictObject({ name: z.literal("http"), containerPort: z.int() })]),
  env: z.array(variable),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  lifecycle: z.strictObject({
    preStop: z.strictObject({
      exec: z.strictObject({ command: z.tuple([z.literal("sleep"), z.string().regex(/^\d+$/)]) }),
    }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
});
const pod = z.strictObject({
  // With them a service could set the program's variables.
  enableServiceLinks: z.literal(false),
  automountServiceAccountToken: z.literal(false),
  terminationGracePeriodSeconds: z.int(),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.int().min(1),
    runAsGroup: z.int().min(1),
    fsGroup: z.int().min(1),
    seccompProfile: z.strictObject({ type: z.literal("RuntimeDefault") }),
  }),
  topologySpreadConstraints: z.array(
    z.strictObject({
      maxSkew: z.int(),
      topologyKey: z.literal("kubernetes.io/hostname"),
      whenUnsatisfiable: z.literal("ScheduleAnyway"),
      labelSelector: matchLabels,
    }),
  ),
  containers: z.tuple([container]),
  volumes: z.array(
    z.strictObject({ name: z.string(), emptyDir: z.strictObject({ sizeLimit: quantity.optional() }) }),
  ),
});
const deployment = z.strictObject({
  apiVersion: z.literal("apps/v1"),
  kind: z.literal("Deployment"),
  metadata,
  spec: z.strictObject({
    selector: matchLabels,
    minReadySeconds: z.int().optional(),
    strategy: z.strictObject({
      rollingUpdate: z.strictObject({ maxUnavailable: z.int(), maxSurge: z.int() }),
    }),
    template: z.strictObject({ metadata: z.strictObject({ labels, annotations: labels }), spec: pod }),
  }),
});
const service = z.strictObject({
  apiVersion: z.literal("v1"),
  kind: z.literal("Service"),
  metadata,
  spec: z.strictObject({
    selector: labels,
    ports: z.tuple([z.strictObject({ name: z.string(), port: z.int(), targetPort: z.literal("http") })]),
  }),
});
const disruptionBudget = z.strictObject({
  apiVersion: z.literal("policy/v1"),
  kind: z.literal("PodDisruptionBudget"),
  metadata,
  spec: z.strictObject({ maxUnavailable: z.int().min(1), selector: matchLabels }),
});
const scaling = z.strictObject({
  stabilizationWindowSeconds: z.int().max(3600),
  policies: z.array(
    z.strictObject({
      type: z.enum(["Pods", "Percent"]),
      value: z.int().min(1),
      periodSeconds: z.int().max(1800),
    }),
  ),
});
const autoscaler = z.strictObject({
  apiVersion: z.literal("autoscaling/v2"),
  kind: z.literal("HorizontalPodAutoscaler"),
  metadata,
  spec: z.strictObject({
    scaleTargetRef: z.strictObject({
      apiVersion: z.literal("apps/v1"),
      kind: z.literal("Deployment"),
      name: z.string(),
    }),
    minReplicas: z.int().min(2),
    maxReplicas: z.int(),
    metrics: z.array(
      z.strictObject({
        type: z.literal("Pods"),
        pods: z.strictObject({
          metric: z.strictObject({ name: z.string() }),
          target: z.strictObject({ type: z.literal("AverageValue"), averageValue: quantity }),
        }),
      }),
    ),
    behavior: z.strictObject({ scaleUp: scaling, scaleDown: scaling }),
  }),
});
const ingress = z.strictObject({
  apiVersion: z.literal("networking.k8s.io/v1"),
  kind: z.literal("Ingress"),
  metadata,
  spec: z.strictObject({
    ingressClassName: z.string(),
    tls: z.array(z.strictObject({ hosts: z.array(z.hostname()), secretName: z.string() })),
    rules: z.array(
      z.strictObject({
        host: z.hostname(),
        http: z.strictObject({
          paths: z.array(
            z.strictObject({
              path: z.literal("/"),
              pathType: z.literal("Prefix"),
              backend: z.strictObject({
                service: z.strictObject({ name: z.string(), port: z.strictObject({ name: z.string() }) }),
              }),
            }),
          ),
        }),
      }),
    ),
  }),
});
const namespace = z.strictObject({ apiVersion: z.literal("v1"), kind: z.literal("Namespace"), metadata });
const configMap = z.strictObject({
  apiVersion: z.literal("v1"),
  kind: z.literal("ConfigMap"),
  metadata,
  data: z.record(z.string(), z.string()),
});
const secret = z.strictObject({
  apiVersion: z.literal("v1"),
  kind: z.literal("Secret"),
  metadata,
  type: z.literal("Opaque"),
  stringData: z.record(z.string(), z.string()),
});
const kustomization = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1beta1"),
  kind: z.literal("Kustomization"),
  namespace: z.literal("hubbub"),
  resources: z.array(z.string()),
});

export const manifest = z.discriminatedUnion("kind", [
  deployment,
  service,
  disruptionBudget,
  autoscaler,
  ingress,
  namespace,
  configMap,
  secret,
  kustomization,
]);
export type Manifest = z.infer<typeof manifest>;
