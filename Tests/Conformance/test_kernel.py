"""Jupyter's own conformance tests for kernels, against samples in our language.

The kernel's name is taken from APUS_KERNEL, `apus` unless told otherwise.
"""

import os

import jupyter_kernel_test

KERNEL = os.environ.get("APUS_KERNEL", "apus")


class ApusTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "swift"
    file_extension = ".swift"

    code_hello_world = 'print("hello, world")'
    code_stderr = 'fputs("hello, world\\n", stderr)'
    code_generate_error = "1 / 0"
    code_execute_result = [
        {"code": "1001 + 2", "result": "1003"},
        {"code": "6 * 7", "result": "42"},
        {"code": "2 - 3", "result": "-1"},
    ]

    completion_samples = [
        {"text": "softma", "matches": {"softmax"}},
        {"text": "let x = softma", "matches": {"softmax"}},
    ]
    complete_code_samples = ["1 + 2", "let x = 3", 'print("hello, world")', "func f() {\n}"]
    incomplete_code_samples = ["func f() {", "let x = [", "print("]
    invalid_code_samples = ["let = 3", ")"]
    code_inspect_sample = "softmax"

    code_page_something = 'help("softmax")'
    code_display_data = [
        {"code": "display(Tensor([1, 2, 3]))", "mime": "text/plain"},
        {"code": "display(heatmap([[0.9, 0.1], [0.2, 0.8]]))", "mime": "image/svg+xml"},
    ]
    code_clear_output = "clearOutput(wait: true)"

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1001 +*"


class ApusWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True
